import { type RawBuilder, sql } from "kysely";
import { can } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Change, Changes } from "#lib/corpus/change-schemas.ts";
import type {
  ActualEffect,
  ChangeSet,
  Effect,
  QueriesEffect,
} from "#lib/corpus/change-set-schemas.ts";
import type { DraftDrift, DriftFilter } from "#lib/corpus/drift-schemas.ts";
import { fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { env } from "#lib/env/env.ts";
import { valueText } from "#lib/format/value.ts";

export type ListedChangeSet = {
  id: string;
  kind: ChangeSet["kind"];
  state: ChangeSet["state"];
  subject: Subject;
  name: string | null;
  note: string | null;
  reason: string | null;
  by: string;
  createdAt: Date;
  appliedAt: Date | null;
  decidedBy: string | null;
  changes: Changes;
  scope: { filter?: string; side?: DraftDrift["side"]; matching?: DriftFilter } | null;
  total: number;
  changed: number;
  same: number;
  skipped: number;
  done: number;
  undoOf: string | null;
  undoneBy: string | null;
  firstLabel: string | null;
  /** What it was predicted for stands there too, and one part may not have been asked. */
  predicted: Partial<NonNullable<ChangeSet["predicted"]>> | null;
  actual: Record<string, unknown> | null;
};

/** A change set `s` as the pages show it. */
export const changeSetColumns: RawBuilder<unknown> = sql`s.id, s.kind, s.state, s.subject_type as subject, s.name, s.note,
  s.reason, s.created_by_label as by, s.created_at as "createdAt", s.applied_at as "appliedAt",
  s.decided_by_label as "decidedBy", s.changes, s.scope, s.rows_total as total, s.rows_changed as changed,
  s.rows_same as same, s.rows_skipped as skipped, s.undo_of as "undoOf", s.predicted, s.actual,
  case when s.state = 'applying' then (select count(*)::int from console.change_set_rows r
    where r.change_set_id = s.id and r.outcome <> 'pinned') else 0 end as done,
  (select u.id from console.change_sets u where u.undo_of = s.id and u.state = 'applied' and not u.scope ? 'part'
    order by u.created_at desc limit 1) as "undoneBy",
  (select r.label from console.change_set_rows r where r.change_set_id = s.id order by r.position limit 1) as "firstLabel"`;

export function toChangeSet(row: ListedChangeSet & { withheld: boolean }, staff: Staff): ChangeSet {
  const {
    total,
    changed,
    same,
    skipped,
    scope,
    changes,
    firstLabel,
    createdAt,
    appliedAt,
    predicted,
    actual,
    done: _,
    ...rest
  } = row;
  const { effect, queries = null } = predicted ?? {};
  return {
    ...rest,
    name: row.name ?? nameOf(row, firstLabel),
    createdAt: createdAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    filter: scope?.filter ?? matchingWords(scope?.matching),
    changes: scope?.side ? sideWords(scope.side) : describeChanges(row.subject, changes),
    rows: { total, changed, same, skipped },
    predicted: effect ? { effect: inNumbers(effect), queries: namedFor(queries, staff) } : null,
    actual: row.state === "applied" && !row.withheld ? actualOf(row, actual, staff) : null,
    mayDecide: row.state === "waiting for approval" && can(staff.role, "loosen"),
    mayUndo: row.state === "applied" && changed > 0 && can(staff.role, "documents.edit"),
  };
}

function sideWords(side: DraftDrift["side"]): ChangeSet["changes"] {
  const text = side === "manifest" ? "what the manifest or the file says" : "ours, as meant";
  return [{ label: "Of each difference", text }];
}

function matchingWords(matching: DriftFilter | undefined): string | null {
  if (!matching) return null;
  const { path, field } = matching;
  const parts = [path ? `path holds ${path}` : "", field ? `field ${field}` : ""].filter(Boolean);
  return parts.join(", ") || "every field that differs";
}

/** Without the rows and chunks that stood in it for whoever asked: readers may not know of all of them. */
function inNumbers(effect: Effect): Effect {
  const { guardrail } = effect;
  return { ...effect, sample: [], guardrail: guardrail && { ...guardrail, suspects: [] } };
}

/** A private query is named to its owner alone. */
function namedFor(effect: QueriesEffect | null, staff: Staff): QueriesEffect | null {
  return (
    effect && {
      ...effect,
      results: effect.results.map((one) =>
        one.privateTo === null || one.privateTo === staff.id
          ? one
          : { ...one, query: "a private query" },
      ),
    }
  );
}

function nameOf({ subject, total }: ListedChangeSet, firstLabel: string | null): string {
  if (total <= 1) return `Edit of ${firstLabel ?? `a ${subject}`}`;
  return `Edit of ${total.toLocaleString("en-GB")} ${subject}s`;
}

function actualOf(
  row: ListedChangeSet,
  actual: Record<string, unknown> | null,
  staff: Staff,
): ChangeSet["actual"] {
  const count = (name: string) => Number(actual?.[name] ?? 0);
  const effect: ActualEffect = {
    rows: { total: row.total, change: row.changed, same: row.same, skipped: row.skipped },
    serving: {
      now: count("served") - count("entered") + count("left"),
      after: count("served"),
      leave: count("left"),
      enter: count("entered"),
      withoutVector: 0,
      asOf: null,
    },
  };
  return {
    effect,
    queries: namedFor((actual?.queries as QueriesEffect | undefined) ?? null, staff),
  };
}

/** Changes in words, field by field. */
export function describeChanges(subject: Subject, changes: Changes): ChangeSet["changes"] {
  return fieldsOf(subject).flatMap(({ name, label }) => {
    const change = changes[name];
    return change ? [{ label, text: inWords(change) }] : [];
  });
}

function inWords(change: Change): string {
  if ("set" in change) return `set to ${valueWords(change.set)}`;
  const parts = [
    change.add?.length ? `add ${change.add.join(", ")}` : "",
    change.remove?.length ? `remove ${change.remove.join(", ")}` : "",
  ];
  return parts.filter(Boolean).join("; ");
}

function valueWords(value: unknown): string {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === "string" ? one : one?.label)).join(", ");
  return valueText(value, env().CONSOLE_TIME_ZONE) || "nothing";
}
