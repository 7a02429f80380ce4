import type { QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { logger } from "#lib/logger/logger.ts";
import { askTwice, compareProbe, type Hypothetical } from "./ask-before-after.ts";
import { type Answers, askEach } from "./ask-each.ts";
import type { KeptQuery } from "./kept-queries.ts";
import { type Probe, probeTogether } from "./probe-together.ts";
import { readEdited } from "./read-edited.ts";

/** Queries that one statement compares: it ends within a second over a few thousand vectors. */
const lotSize = 25;

/**
 * Every query's top k as it is and as it would be. Most edits need one search, and queries of one configuration are
 * searched together: candidates that leave are taken away, those that come in are compared by their kept vectors, and
 * both lists are ordered anew. Where that cannot be exact (filters, full text, more leaving than were fetched) the
 * query is asked twice, the second time over the overlaid tables.
 */
export async function askTogether(
  db: Db,
  queries: readonly KeptQuery[],
  as: Hypothetical,
  started: number,
): Promise<Answers<QueryEffect>> {
  const probes = new Map<KeptQuery, Probe>();
  await Promise.all(
    lotsOf(queries.filter(isSimple)).map(async (lot) => {
      // Why it failed is told by each query when it is asked alone.
      const found = await probeTogether(db, lot, as).catch((error: unknown) => {
        logger.warn({ err: error }, "queries could not be asked together");
        return new Map<KeptQuery, Probe>();
      });
      for (const [query, probe] of found) probes.set(query, probe);
    }),
  );
  const edited = await readEdited(db, [...probes.values()], as);
  return askEach(
    queries,
    async (query) => {
      const probe = probes.get(query);
      const compared = probe && compareProbe(query, probe, edited, as);
      return compared ?? askTwice(db, query, as);
    },
    started,
  );
}

/** By the served vectors alone, and unfiltered. */
function isSimple({ configuration }: KeptQuery): boolean {
  const { candidatesFrom = "vector", filters = [], model = null } = configuration;
  return candidatesFrom === "vector" && filters.length === 0 && model === null;
}

function lotsOf(queries: readonly KeptQuery[]): KeptQuery[][] {
  const alike = Map.groupBy(queries, ({ configuration }) => JSON.stringify(configuration));
  return [...alike.values()].flatMap((same) =>
    Array.from({ length: Math.ceil(same.length / lotSize) }, (_, at) =>
      same.slice(at * lotSize, (at + 1) * lotSize),
    ),
  );
}
