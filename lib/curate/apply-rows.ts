import type { AuditActor } from "#lib/audit/record.ts";
import type { Role } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";
import { curatedAfter, type EditableRow, planEdit, type RowPlan } from "#lib/corpus/plan-edit.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { refuseTerms } from "./check-terms.ts";
import { type ServedChange, servedChange, servedChunks } from "./count-served.ts";
import { curatedKeeping, isKeep, type Keep, unsaidFields } from "./keep-values.ts";
import { type Vocabularies, vocabulariesIn } from "./read-vocabularies.ts";
import { refuseAmounts } from "./refuse-amounts.ts";
import { inTheWay, laterChanges, restoredChanges } from "./restore-rows.ts";
import { afterOf, type Before, beforeOf, type RowWrite, writeRows } from "./write-rows.ts";

/** Who changes, why, and under which change set. */
export type Editor = {
  actor: AuditActor;
  by: string;
  role: Role;
  reason: string | null;
  requestId: string | null;
  changeSetId: string;
  now: Date;
};

export type RowResult =
  | { kind: "changed"; version: number; before: Before; after: Record<string, unknown> }
  | { kind: "same" }
  | { kind: "skipped"; why: string };

/** One row of a set: what to do with it, and the version that was seen. */
export type RowTask = {
  id: string;
  seenVersion: number;
  work: Changes | Restore | Keep;
  /** Why it is left as it is, where that was known before. */
  why?: string | null;
};
/** Gives columns back what they held, where they still hold what the former change wrote. */
export type Restore = { restore: Before; written: Record<string, unknown> };

export function isRestore(work: Changes | Restore | Keep): work is Restore {
  return "restore" in work;
}

/** Changes rows that the caller has loaded and locked. */
export async function applyRows(
  tx: Tx,
  subject: Subject,
  rows: Map<string, EditableRow>,
  tasks: readonly RowTask[],
  editor: Editor,
): Promise<{ results: Map<string, RowResult>; served: ServedChange }> {
  const results = new Map<string, RowResult>();
  const writes: RowWrite[] = [];
  const vocabularies = await vocabulariesIn(tx);
  for (const task of tasks) {
    const planned = planTask(subject, rows.get(task.id), task, { ...editor, vocabularies });
    if ("set" in planned) writes.push(planned);
    else results.set(task.id, planned);
  }
  const ids = writes.map(({ row }) => row.id);
  const decides = writes.some(({ set }) =>
    Object.keys(set).some((column) => servingColumns.has(column)),
  );
  const before = decides ? await servedChunks(tx, subject, ids) : new Set<string>();
  const versions = await writeRows(tx, subject, writes, editor);
  for (const write of writes) {
    const version = versions.get(write.row.id);
    results.set(
      write.row.id,
      version === undefined
        ? { kind: "skipped", why: "Somebody changed it at the same moment." }
        : { kind: "changed", version, before: beforeOf(write), after: afterOf(write) },
    );
  }
  const after = decides ? await servedChunks(tx, subject, ids) : before;
  return { results, served: servedChange(before, after) };
}

const servingColumns = new Set([
  "status",
  "embed_mode",
  "pricing_sensitive",
  "visibility",
  "confidentiality",
  "effective_from",
  "expires_on",
]);

function planTask(
  subject: Subject,
  row: EditableRow | undefined,
  { seenVersion, work, why }: RowTask,
  editor: Editor & { vocabularies: Vocabularies },
): RowWrite | Exclude<RowResult, { kind: "changed" }> {
  if (!row) return { kind: "skipped", why: "It is not there any more, or not for you to see." };
  if (isRestore(work)) return planRestore(subject, row, work, editor);
  if (why) return { kind: "skipped", why };
  if (row.version !== seenVersion)
    return {
      kind: "skipped",
      why: `Changed since it was looked at (version ${seenVersion}, now ${row.version}).`,
    };
  if (isKeep(work)) return planKeep(row, work, editor);
  const plan = planEdit(subject, row, work, {
    role: editor.role,
    reason: editor.reason ?? undefined,
  });
  if (plan.kind === "same") return { kind: "same" };
  if (plan.kind === "refused") return { kind: "skipped", why: plan.why };
  const amount = refuseAmounts(row.sensitive, plan.edits);
  if (amount) return { kind: "skipped", why: amount };
  const term = refuseTerms(editor.vocabularies, plan.edits);
  if (term) return { kind: "skipped", why: term.why };
  return writeOf(row, plan, editor);
}

/** What a planned edit writes. */
export function writeOf(
  row: EditableRow,
  plan: Extract<RowPlan, { kind: "change" }>,
  editor: Editor,
): RowWrite {
  const stamp = { by: editor.by, at: editor.now.toISOString() };
  return {
    row,
    set: Object.fromEntries(plan.edits.map(({ field, to }) => [field.column, to])),
    curated: curatedAfter(row, plan.edits, stamp),
  };
}

function planKeep(row: EditableRow, work: Keep, editor: Editor): RowWrite | { kind: "same" } {
  const fields = unsaidFields(row, work);
  if (fields.length === 0) return { kind: "same" };
  const stamp = { by: editor.by, at: editor.now.toISOString() };
  const curated = curatedKeeping(row, fields, stamp);
  return { row, set: {}, curated, kept: fields.map(({ column }) => column) };
}

function planRestore(
  subject: Subject,
  row: EditableRow,
  { restore, written }: Restore,
  editor: Editor,
): RowWrite | Exclude<RowResult, { kind: "changed" }> {
  const later = laterChanges(subject, row, written);
  if (later.length > 0) return { kind: "skipped", why: inTheWay(later) };
  const wanted = restoredChanges(subject, restore);
  const plan = planEdit(subject, row, wanted, {
    role: editor.role,
    reason: editor.reason ?? undefined,
  });
  if (plan.kind === "refused") return { kind: "skipped", why: plan.why };
  const amount = plan.kind === "change" ? refuseAmounts(row.sensitive, plan.edits) : undefined;
  if (amount) return { kind: "skipped", why: amount };
  const curated = { ...row.curated };
  for (const [column, former] of Object.entries(restore)) {
    if (former.curated) curated[column] = former.curated;
    else delete curated[column];
  }
  const stays = ([column, { value }]: [string, Before[string]]) =>
    JSON.stringify(row.values[column] ?? null) === JSON.stringify(value ?? null);
  const columns = Object.entries(restore);
  return {
    row,
    set: Object.fromEntries(
      columns.filter((one) => !stays(one)).map(([column, former]) => [column, former.value]),
    ),
    curated,
    kept: columns.filter(stays).map(([column]) => column),
  };
}
