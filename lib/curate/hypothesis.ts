import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { Field, Subject } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, type FieldEdit, planEdit } from "#lib/corpus/plan-edit.ts";
import { isRestore } from "./apply-rows.ts";
import { refuseTerms } from "./check-terms.ts";
import { isKeep, unsaidFields } from "./keep-values.ts";
import type { Vocabularies } from "./read-vocabularies.ts";
import { refuseAmounts } from "./refuse-amounts.ts";
import { inTheWay, laterChanges, restoredChanges } from "./restore-rows.ts";
import type { TargetRow } from "./target-rows.ts";

export type PlannedRow = {
  row: EditableRow;
  edits: FieldEdit[];
  loosens: boolean;
  /** Fields that stay, and are said to be meant. */
  kept?: Field[];
};

/** What a change would make of its rows, nothing of it written. */
export type Hypothesis = {
  subject: Subject;
  total: number;
  planned: PlannedRow[];
  same: number;
  /** Without a label where the person may not know which row it is. */
  skipped: { id: string; label: string | null; why: string }[];
};

/**
 * Plans every row by the rules that saving goes by. A reason counts as given: the form asks for it. Terms that come
 * back by undo stood there before, and need not be in a vocabulary.
 */
export function hypothesise(
  subject: Subject,
  targets: readonly TargetRow[],
  changes: Changes,
  { role, vocabularies }: Pick<Staff, "role"> & { vocabularies: Vocabularies },
): Hypothesis {
  const result: Hypothesis = { subject, total: targets.length, planned: [], same: 0, skipped: [] };
  const who = { role, reason: "to be given" };
  for (const target of targets) {
    const { row, id, label } = target;
    const skip = (why: string) => result.skipped.push({ id, label, why });
    if (!row) {
      skip("It is not there any more, or not for you to see.");
      continue;
    }
    const own = target.wanted;
    if (own && isRestore(own)) {
      const later = laterChanges(subject, row, own.written);
      if (later.length > 0) {
        skip(inTheWay(later));
        continue;
      }
    } else if (target.why) {
      skip(target.why);
      continue;
    } else if (row.version !== target.seenVersion) {
      skip(`Changed since it was looked at (version ${target.seenVersion}, now ${row.version}).`);
      continue;
    }
    if (own && isKeep(own)) {
      const kept = unsaidFields(row, own);
      if (kept.length === 0) result.same += 1;
      else result.planned.push({ row, edits: [], loosens: false, kept });
      continue;
    }
    const wanted = own ? (isRestore(own) ? restoredChanges(subject, own.restore) : own) : changes;
    const plan = planEdit(subject, row, wanted, who);
    if (plan.kind === "same") result.same += 1;
    else if (plan.kind === "refused") skip(plan.why);
    else if (refuseAmounts(row.sensitive, plan.edits))
      skip(refuseAmounts(row.sensitive, plan.edits) ?? "");
    else if (!(own && isRestore(own)) && refuseTerms(vocabularies, plan.edits))
      skip(refuseTerms(vocabularies, plan.edits)?.why ?? "");
    else result.planned.push({ row, edits: plan.edits, loosens: plan.loosens });
  }
  return result;
}

/** New column values of the planned rows by id, as a search's overlay takes them. */
export function overlayOf({ planned }: Hypothesis): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    planned.map(({ row, edits }) => [
      row.id,
      Object.fromEntries(edits.map(({ field, to }) => [field.column, to])),
    ]),
  );
}

/** The moment that a change is for: the last of the dates that it sets into the future, else null for now. */
export function effectiveMoment({ planned }: Hypothesis, now: Date): Date | null {
  const dates = planned.flatMap(({ edits }) =>
    edits.flatMap(({ field, to }) =>
      field.kind === "instant" && typeof to === "string" ? [new Date(to)] : [],
    ),
  );
  const future = dates.filter((at) => at > now).sort((a, b) => b.getTime() - a.getTime());
  return future[0] ?? null;
}

/** True where some edit decides what is served. */
export function decidesServing({ planned }: Hypothesis): boolean {
  return planned.some(({ edits }) => edits.some(({ field }) => field.decides === "serving"));
}

/** Those of skipped rows that the person may be told of by name. */
export function namedRows(
  skipped: Hypothesis["skipped"],
): (Hypothesis["skipped"][number] & { label: string })[] {
  return skipped.flatMap(({ label, ...row }) => (label === null ? [] : [{ ...row, label }]));
}
