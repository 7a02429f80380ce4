import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { type Changes, changesSchemas } from "#lib/corpus/change-schemas.ts";
import type { ChangeSetRow, Effect } from "#lib/corpus/change-set-schemas.ts";
import type { Field, Subject } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue } from "#lib/corpus/plan-edit.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { loadChangeSet } from "./change-set-row.ts";
import { cleanField } from "./clean-field.ts";
import { fieldErrors } from "./field-errors.ts";
import {
  decidesServing,
  effectiveMoment,
  type Hypothesis,
  hypothesise,
  namedRows,
} from "./hypothesis.ts";
import { predictServing } from "./predict-serving.ts";
import { vocabulariesIn } from "./read-vocabularies.ts";
import { scanGuardrail } from "./scan-guardrail.ts";
import { readApprovalLimit } from "./settings.ts";
import { chosenRows, pinnedRows } from "./target-rows.ts";

/** What a change is for: rows with the versions that were seen, or the pinned rows of a change set. */
export type Target =
  | { subject: Subject; rows: readonly { id: string; version: number }[]; changes: Changes }
  | { changeSetId: string; changes: Record<string, unknown> };

const shownRows = 50;
const nothing = { now: 0, after: 0, leave: 0, enter: 0, withoutVector: 0, asOf: null };

/** What a change would do: rows, serving, embedding, guardrail. Changes nothing and holds no lock. */
export function predictEffect(db: Db, target: Target, staff: Staff, now: Date): Promise<Effect> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const hypothesis = await hypothesisFor(tx, target, staff);
      const viewer = viewerOf(staff);
      const decides = decidesServing(hypothesis);
      const { serving, embedding } = decides
        ? await predictServing(tx, hypothesis, effectiveMoment(hypothesis, now), viewer)
        : {
            serving: nothing,
            embedding: { again: 0, tokens: 0, cost: 0, recutDocuments: 0, parked: 0 },
          };
      return {
        subject: hypothesis.subject,
        rows: rowCounts(hypothesis),
        sample: sampleOf(hypothesis),
        serving,
        embedding,
        guardrail: await scanGuardrail(tx, hypothesis, viewer),
        asksReason: hypothesis.planned.some(({ loosens }) => loosens),
        looser: hypothesis.planned.some(({ edits }) => edits.some(({ looser }) => looser)),
        needsApproval:
          "changeSetId" in target &&
          !can(staff.role, "loosen") &&
          hypothesis.total > (await readApprovalLimit(tx)),
      };
    },
    { readOnly: true, timeoutMs: 15_000 },
  );
}

/** The rows of a target, planned. Throws invalid with messages by field name. */
export async function hypothesisFor(tx: Tx, target: Target, staff: Staff): Promise<Hypothesis> {
  const who = { role: staff.role, vocabularies: await vocabulariesIn(tx) };
  if ("rows" in target)
    return hypothesise(
      target.subject,
      await chosenRows(tx, target.subject, target.rows, staff),
      target.changes,
      who,
    );
  const set = await loadChangeSet(tx, target.changeSetId);
  const parsed = changesSchemas[set.subject].safeParse(target.changes);
  if (!parsed.success) throw fieldErrors(parsed.error.issues);
  const targets = await pinnedRows(tx, set.id, set.subject, staff);
  return hypothesise(set.subject, targets, parsed.data as Changes, who);
}

export function rowCounts({ total, planned, same, skipped }: Hypothesis): Effect["rows"] {
  return { total, change: planned.length, same, skipped: skipped.length };
}

function sampleOf({ planned, skipped }: Hypothesis): ChangeSetRow[] {
  const refused = namedRows(skipped)
    .slice(0, shownRows)
    .map(
      ({ id, label, why }): ChangeSetRow => ({
        subjectId: id,
        label,
        outcome: "skipped",
        why,
        fields: [],
      }),
    );
  const changed = planned.slice(0, shownRows).map(
    ({ row, edits, kept = [] }): ChangeSetRow => ({
      subjectId: row.id,
      label: row.label,
      outcome: "pinned",
      why: null,
      fields: [...edits, ...kept.map((field) => staying(row, field))].map(
        ({ field, from, to }) => ({
          name: field.name,
          label: field.label,
          from: cleanField(row.sensitive, field, from),
          to: cleanField(row.sensitive, field, to),
        }),
      ),
    }),
  );
  return [...refused, ...changed];
}

function staying({ values }: EditableRow, field: Field) {
  const value = readValue(field, values[field.column]);
  return { field, from: value, to: value };
}
