import type { QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { mapRow } from "#lib/retrieve/map-row.ts";
import { orderCandidates } from "#lib/retrieve/order-candidates.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import { type Overlay, relationsWith } from "#lib/retrieve/relations.ts";
import type { CandidateChunk, RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { compareTops, type Top } from "./compare-tops.ts";
import type { KeptQuery } from "./kept-queries.ts";
import { type Entering, nearestEntering } from "./nearest-entering.ts";
import type { Fates } from "./read-fates.ts";

export type Hypothetical = {
  overlay: Overlay;
  fates: Fates;
  /** Also chunks of a document are touched by its edit. */
  touches(chunk: { chunkId: string; documentId: string }): boolean;
  asOf: Date | undefined;
  purpose: Purpose;
};

/** What customers may see: previews ask as they do. */
export const customersCeiling = { visibility: "public", confidentiality: "normal" } as const;
/** Candidates fetched beyond the configuration's, to move up where others leave. */
const reserve = 60;

/**
 * A query's top k as it is and as it would be. Most edits need one search: candidates that leave are taken away, those
 * that come in are compared by their kept vectors, and both lists are ordered anew. Where that cannot be exact (filters,
 * full text, another date, more leaving than were fetched) the search runs a second time over the overlaid tables.
 */
export async function askBeforeAfter(
  db: Db,
  query: KeptQuery,
  as: Hypothetical,
): Promise<QueryEffect> {
  const request = {
    query: query.text,
    context: query.context,
    visibilityCeiling: customersCeiling,
    purpose: as.purpose,
  };
  const simple =
    as.asOf === undefined &&
    (query.configuration.candidatesFrom ?? "vector") === "vector" &&
    (query.configuration.filters ?? []).length === 0;
  if (!simple) return askTwice(db, query, as);
  const fewer = query.configuration.candidates;
  const probe = await retrieve(db, {
    ...request,
    configuration: { ...query.configuration, candidates: Math.min(200, (fewer ?? 60) + reserve) },
    include: { candidates: true },
  });
  const width = probe.configuration.rerank
    ? Math.max(fewer ?? 60, probe.configuration.k)
    : probe.configuration.k;
  const fetched = (probe.candidates ?? []).toSorted((a, b) => a.ranks.fused - b.ranks.fused);
  const before = fetched.slice(0, width);
  const stay = fetched.filter(({ chunkId }) => !as.fates.leaving.has(chunkId));
  // Everything fetched, and yet too few: what comes behind is not known.
  if (stay.length < width && fetched.length >= probe.configuration.candidates)
    return askTwice(db, query, as);
  const entering = await nearestEntering(db, as.fates.entering, query.text, as.purpose, width);
  const after = await asEdited(db, [...stay, ...entering.map(asCandidate)], as);
  const nearest = after.toSorted(
    (a, b) => b.base.value - a.base.value || (a.chunkId < b.chunkId ? -1 : 1),
  );
  return compareTops(
    query.name,
    probe.configuration.k,
    tops(before, probe),
    tops(nearest.slice(0, width), probe),
  );
}

function tops(candidates: readonly CandidateChunk[], probe: RetrievalResult): Top[] {
  return orderCandidates(candidates, probe.signals, probe.configuration, probe.vocabularySizes)
    .filter((one) => one.cut === null)
    .map(toTop);
}

export function toTop({
  chunkId,
  path,
  headingPath,
  chunkIndex,
}: Pick<CandidateChunk, "chunkId" | "path" | "headingPath" | "chunkIndex">): Top {
  return {
    chunkId,
    label: headingPath ? `${path} › ${headingPath}` : `${path} #${chunkIndex + 1}`,
  };
}

function asCandidate({ chunk, cosine }: Entering): CandidateChunk {
  const ranks = { similarity: null, fulltext: null, fused: 0, reranked: 0 };
  const base = { name: "similarity", value: cosine } as const;
  return {
    ...chunk,
    cosine,
    fulltext: null,
    ranks,
    rankBefore: 0,
    rankAfter: 0,
    base,
    parts: [],
    score: 0,
    cut: null,
  };
}

/** The candidates with the metadata that they would have. */
async function asEdited(
  db: Db,
  candidates: CandidateChunk[],
  { touches, overlay }: Hypothetical,
): Promise<CandidateChunk[]> {
  const touched = candidates.filter(touches).map(({ chunkId }) => chunkId);
  if (touched.length === 0) return candidates;
  const rows = await withRole(db, "perazzi_read", (tx) =>
    readCandidates(tx, relationsWith(overlay), touched),
  );
  const edited = new Map(rows.map((row) => [row.chunk_id, mapRow(row)]));
  return candidates.map((one) => ({ ...one, ...edited.get(one.chunkId) }));
}

async function askTwice(
  db: Db,
  query: KeptQuery,
  { overlay, asOf, purpose }: Hypothetical,
): Promise<QueryEffect> {
  const request = {
    query: query.text,
    context: query.context,
    configuration: query.configuration,
    visibilityCeiling: customersCeiling,
    purpose,
    asOf,
  };
  const before = await retrieve(db, request);
  const after = await retrieve(db, { ...request, overlay });
  return compareTops(
    query.name,
    before.configuration.k,
    before.results.map(toTop),
    after.results.map(toTop),
  );
}
