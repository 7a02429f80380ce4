import type { ChangeAuthor, FieldChange, ProvedChange } from "../proof-schemas.ts";
import type { Hideable } from "./hide-versions.ts";
import type { Edit, Facts, Fields, RunWrite, Version } from "./proof-facts.ts";

/** What stands at the end of a row's history: the row as it is now, or nothing once it was removed. */
type Now = { version: number; text: string | null; fields: Fields } | undefined;

/**
 * The writes to one row after version `from`, oldest first: each version that ended, against the next one that is not
 * hidden; what lies between is told by its last write, whose work that next one is. Columns that one side does not
 * keep (of price-sensitive documents) are not compared.
 */
export function listChanges(
  what: "document" | "chunk",
  from: number | null,
  versions: Hideable<Version>[],
  now: Now,
  { edits, runs }: Pick<Facts, "edits" | "runs">,
): ProvedChange[] {
  const ended = versions.filter((one) => from !== null && one.row_version >= from);
  const shown = ended.flatMap((one, at) => (one.hidden ? [] : [{ one, at }]));
  const changes = shown.flatMap(({ one }, index) => {
    const next = shown[index + 1];
    const last = ended[(next?.at ?? ended.length) - 1];
    if (!last) return [];
    const removed = next === undefined && last.removed;
    const after = next?.one ?? (removed ? undefined : now);
    const hidden = last !== one || last.endedHidden;
    const by = authorOf(last.ended_at, edits, runs);
    return {
      at: new Date(last.ended_at).toISOString(),
      what,
      by: hidden && by.kind === "edit" ? { ...by, reason: null } : by,
      removed,
      hidden,
      textChanged:
        after != null && one.text !== null && after.text !== null && one.text !== after.text,
      fields: after === undefined ? [] : fieldChanges(what, one, after),
    };
  });
  return changes.filter(
    (one) => one.removed || one.hidden || one.textChanged || one.fields.length > 0,
  );
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

type Kept = { text: string | null; fields: Fields };

function fieldChanges(what: "document" | "chunk", ...sides: [Kept, Kept]): FieldChange[] {
  const [before, after] = [sides[0].fields, sides[1].fields];
  // A chunk's former text and headings are left out together.
  const partly = sides.some(({ text, fields }) =>
    what === "chunk" ? text === null : fields.pricing_sensitive === true,
  );
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    return partly && sometimesLeftOut.has(field) ? [] : [{ field, from, to }];
  });
}
