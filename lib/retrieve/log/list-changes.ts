import type { ChangeAuthor, FieldChange, ProvedChange } from "../proof-schemas.ts";
import type { Edit, Facts, Fields, RunWrite, Version } from "./proof-facts.ts";

/** What stands at the end of a row's history: the row as it is now, or nothing once it was removed. */
type Now = { version: number; text: string | null; fields: Fields } | undefined;

/**
 * The writes to one row after version `from`, oldest first: each version that ended, against the one
 * that followed it. Columns that one side does not keep (of price-sensitive documents) are not compared.
 */
export function listChanges(
  what: "document" | "chunk",
  from: number | null,
  versions: Version[],
  now: Now,
  { edits, runs }: Pick<Facts, "edits" | "runs">,
): ProvedChange[] {
  const ended = versions.filter((one) => from !== null && one.row_version >= from);
  const changes = ended.map((one, index) => {
    const next = ended[index + 1] ?? (one.removed ? undefined : now);
    return {
      at: new Date(one.ended_at).toISOString(),
      what,
      by: authorOf(one.ended_at, edits, runs),
      removed: one.removed,
      textChanged:
        next != null && one.text !== null && next.text !== null && one.text !== next.text,
      fields: next === undefined ? [] : fieldChanges(one.fields, next.fields),
    };
  });
  return changes.filter((one) => one.removed || one.textChanged || one.fields.length > 0);
}

/**
 * An edit in the console and its audit rows are of one transaction, and so of one time. A run reports a
 * document after it wrote it: the first report after the write, of a run that had begun by then.
 */
function authorOf(at: string, edits: Edit[], runs: RunWrite[]): ChangeAuthor {
  const edit = edits.find((one) => one.at === at);
  if (edit) return { kind: "edit", actor: edit.actor, reason: edit.reason };
  const moment = Date.parse(at);
  const run = runs.find(
    (one) => Date.parse(one.at) >= moment && Date.parse(one.started_at) <= moment,
  );
  if (run)
    return {
      kind: "run",
      runId: run.run_id,
      action: run.action,
      requestedBy: run.requested_by,
    };
  return { kind: "another program" };
}

const sometimesLeftOut = new Set(["title", "summary", "heading", "heading_path"]);

function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    const hidden = before.pricing_sensitive === true || after.pricing_sensitive === true;
    return hidden && sometimesLeftOut.has(field) ? [] : [{ field, from, to }];
  });
}
