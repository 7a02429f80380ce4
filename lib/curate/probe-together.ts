import type { Db } from "#lib/db/pool.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { effectiveConfiguration } from "#lib/retrieve/configuration.ts";
import { detectSignals } from "#lib/retrieve/detect-signals.ts";
import { fuseFound } from "#lib/retrieve/fuse-found.ts";
import { guardQuery } from "#lib/retrieve/guard-query.ts";
import type { Unordered } from "#lib/retrieve/order-candidates.ts";
import type { Signals } from "#lib/retrieve/result-schemas.ts";
import { embedAsked } from "#lib/retrieve/retrieve.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";
import { searchTogether } from "#lib/retrieve/search-together.ts";
import { vocabularySizes } from "#lib/retrieve/vocabulary.ts";
import type { Hypothetical } from "./ask-before-after.ts";
import type { KeptQuery } from "./kept-queries.ts";
import { type Entering, nearestEntering } from "./nearest-entering.ts";

/** What customers may see: previews ask as they do. */
export const customersCeiling = { visibility: "public", confidentiality: "normal" } as const;
/** Candidates fetched beyond the configuration's, to move up where others leave. */
const reserve = 60;
const embeddedAtOnce = 3;

/** What a query's search found, nearest first, and what the edit would bring in beside it. */
export type Probe = {
  fetched: Unordered[];
  entering: Entering[];
  /** How many candidates the query's own configuration would have fetched. */
  width: number;
  configuration: Configuration;
  signals: Signals;
  sizes: ReturnType<typeof vocabularySizes>;
};

/** Queries of one configuration. */
type Lot = readonly KeptQuery[];

/** One search each for queries that go by vectors alone; a query that could not be asked is left out. */
export async function probeTogether(
  db: Db,
  lot: Lot,
  as: Hypothetical,
): Promise<Map<KeptQuery, Probe>> {
  const given = lot[0]?.configuration ?? {};
  const { rerank, k, minCosine, candidates } = effectiveConfiguration(given, customersCeiling);
  const width = rerank ? Math.max(candidates, k) : k;
  const configuration = effectiveConfiguration(
    { ...given, candidates: Math.min(200, candidates + reserve) },
    customersCeiling,
  );
  const asked = await embedLot(db, lot, as);
  const [first] = asked;
  if (!first) return new Map();
  const { model } = first;
  const vectors = asked.map(({ vector }) => vector);
  const { each, vocabulary } = await searchTogether(db, {
    vectors,
    model,
    configuration,
    visibilityCeiling: customersCeiling,
    asOf: as.asOf,
  });
  const entering = await nearestEntering(db, as.fates.entering, {
    vectors,
    model,
    vocabulary,
    minCosine,
    most: width,
  });
  const sizes = vocabularySizes(vocabulary);
  return new Map(
    asked.map(({ kept, text }, at) => [
      kept,
      {
        fetched: fuseFound(each[at] ?? { nearest: [], matching: null, rows: [] }, configuration),
        entering: entering[at] ?? [],
        width,
        configuration,
        signals: detectSignals(text, vocabulary, kept.context),
        sizes,
      },
    ]),
  );
}

type Embedded = { kept: KeptQuery; text: string; vector: number[]; model: string | null };

/** The vectors of those queries that have one; why another has none is told when it is asked alone. */
async function embedLot(db: Db, lot: Lot, { purpose }: Hypothetical): Promise<Embedded[]> {
  const embedded: Embedded[] = [];
  const embed = async (kept: KeptQuery): Promise<Embedded> => {
    const query = guardQuery(kept.text);
    const asked = { query, purpose, configuration: { model: null } };
    const { vector, model } = await embedAsked(db, asked, embedQuery);
    return { kept, text: query, vector: [...vector], model };
  };
  for (let from = 0; from < lot.length; from += embeddedAtOnce) {
    const tried = await Promise.allSettled(lot.slice(from, from + embeddedAtOnce).map(embed));
    embedded.push(...tried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
  }
  return embedded;
}
