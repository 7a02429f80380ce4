import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type FoundChunk, mapRow } from "#lib/retrieve/map-row.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import { editedRelations, type Overlay } from "#lib/retrieve/relations.ts";
import type { Hypothetical } from "./ask-before-after.ts";
import type { Probe } from "./probe-together.ts";

/** The candidates of all probes that an edit touches, by id, with the metadata that they would have. */
export async function readEdited(
  db: Db,
  probes: readonly Probe[],
  { touches, overlay, fates }: Hypothetical,
): Promise<Map<string, FoundChunk>> {
  const touched = new Map(
    probes
      .flatMap(({ fetched, entering }) => [...fetched, ...entering.map(({ chunk }) => chunk)])
      .filter((one) => touches(one) && !fates.leaving.has(one.chunkId))
      .map((one) => [one.chunkId, one.documentId]),
  );
  if (touched.size === 0) return new Map();
  // Of a thousand edits those that these candidates are of: each search takes all that it is given apart.
  const edits: Overlay = {
    ...(overlay.documents ? { documents: pick(overlay.documents, touched.values()) } : {}),
    ...(overlay.chunks ? { chunks: pick(overlay.chunks, touched.keys()) } : {}),
  };
  const rows = await withRole(db, "perazzi_read", (tx) =>
    readCandidates(tx, editedRelations(edits), [...touched.keys()]),
  );
  return new Map(rows.map((row) => [row.chunk_id, mapRow(row)]));
}

function pick<T>(edits: Record<string, T>, ids: Iterable<string>): Record<string, T> {
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const edit = edits[id];
      return edit === undefined ? [] : [[id, edit]];
    }),
  );
}
