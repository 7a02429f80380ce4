import type { QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import type { FoundChunk } from "#lib/retrieve/map-row.ts";
import { orderCandidates, type Unordered } from "#lib/retrieve/order-candidates.ts";
import type { Overlay } from "#lib/retrieve/relations.ts";
import type { CandidateChunk } from "#lib/retrieve/result-schemas.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { compareTops, type Top } from "./compare-tops.ts";
import type { KeptQuery } from "./kept-queries.ts";
import type { Entering } from "./nearest-entering.ts";
import { customersCeiling, type Probe } from "./probe-together.ts";
import type { Fates } from "./read-fates.ts";

export type Hypothetical = {
  overlay: Overlay;
  fates: Fates;
  /** Also chunks of a document are touched by its edit. */
  touches(chunk: { chunkId: string; documentId: string }): boolean;
  asOf: Date | undefined;
  purpose: Purpose;
};

/** A probed query's top k as it is and with `edited` in force; undefined where too much leaves to know what comes behind. */
export function compareProbe(
  query: KeptQuery,
  { fetched, entering, width, configuration, signals, sizes }: Probe,
  edited: ReadonlyMap<string, FoundChunk>,
  { fates }: Hypothetical,
): QueryEffect | undefined {
  const stay = fetched.filter(({ chunkId }) => !fates.leaving.has(chunkId));
  if (stay.length < width && fetched.length >= configuration.candidates) return undefined;
  const after = [...stay, ...entering.map(asCandidate)]
    .map((one) => ({ ...one, ...edited.get(one.chunkId) }))
    .toSorted((a, b) => b.base.value - a.base.value || (a.chunkId < b.chunkId ? -1 : 1));
  const tops = (candidates: Unordered[]) =>
    orderCandidates(candidates.slice(0, width), signals, configuration, sizes)
      .filter((one) => one.cut === null)
      .map(toTop);
  return compareTops(query, configuration.k, tops(fetched), tops(after));
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

function asCandidate({ chunk, cosine }: Entering): Unordered {
  const ranks = { similarity: null, fulltext: null, fused: 0, reranked: 0 };
  return { ...chunk, cosine, fulltext: null, ranks, base: { name: "similarity", value: cosine } };
}

/** Asks now, and once more over the tables as they would be. */
export async function askTwice(
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
    query,
    before.configuration.k,
    before.results.map(toTop),
    after.results.map(toTop),
  );
}
