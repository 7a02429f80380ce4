import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { efSearchFor } from "#lib/retrieve/choose-plan.ts";
import { effectiveConfiguration } from "#lib/retrieve/configuration.ts";
import { readCandidates } from "#lib/retrieve/read-candidates.ts";
import { readTexts } from "#lib/retrieve/read-texts.ts";
import { relationsWith } from "#lib/retrieve/relations.ts";
import { searchNearest } from "#lib/retrieve/search-nearest.ts";

/**
 * The statements of an index search and nothing else, in a transaction under the same role: search, then texts. It
 * looks at as many candidates as `auto` does over so many vectors.
 */
export function bareSearch(
  db: Db,
  vector: number[],
  { model, embeddings }: { model: string; embeddings: number },
): Promise<unknown[]> {
  const ceiling = { visibility: "public", confidentiality: "normal" } as const;
  const filter = {
    configuration: effectiveConfiguration({ k: 12, candidates: 60 }, ceiling),
    model,
    pricingCategories: ["pricing-lists"],
    ceiling,
    asOf: null,
  };
  const relations = relationsWith(undefined);
  const plan = { kind: "hnsw", efSearch: efSearchFor(filter.configuration, embeddings) } as const;
  return withRole(db, "perazzi_read", async (tx) => {
    const found = await searchNearest(tx, { ...filter, relations, vector, plan });
    const ids = found.map(({ chunkId }) => chunkId);
    const rows = await readCandidates(tx, relations, ids);
    await readTexts(tx, relations, ids.slice(0, filter.configuration.k));
    return rows;
  });
}
