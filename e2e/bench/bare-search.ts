import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { effectiveConfiguration } from "#lib/retrieve/configuration.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import { readTexts } from "#lib/retrieve/read-texts.ts";
import { relationsWith } from "#lib/retrieve/relations.ts";
import { searchNearest } from "#lib/retrieve/search-nearest.ts";

/** The statements of an index search and nothing else, in a transaction under the same role: search, then texts. */
export function bareSearch(db: Db, vector: number[], model: string): Promise<unknown[]> {
  const ceiling = { visibility: "public", confidentiality: "normal" } as const;
  const filter = {
    configuration: effectiveConfiguration({ k: 12, candidates: 60 }, ceiling),
    model,
    pricingCategories: ["pricing-lists"],
    ceiling,
    asOf: null,
  };
  const relations = relationsWith(undefined);
  return withRole(db, "perazzi_read", async (tx) => {
    const found = await searchNearest(tx, { ...filter, relations, vector, plan: { kind: "hnsw" } });
    const ids = found.map(({ chunkId }) => chunkId);
    const rows = await readCandidates(tx, relations, ids);
    await readTexts(tx, relations, ids.slice(0, filter.configuration.k));
    return rows;
  });
}
