import { fuse } from "./fuse.ts";
import { mapRow } from "./map-row.ts";
import type { Unordered } from "./order-candidates.ts";
import type { Configuration } from "./schemas.ts";
import type { Found } from "./search-candidates.ts";

/** Candidates as both lists found them; a row that went away meanwhile is none. */
export function fuseFound(
  found: Pick<Found, "rows" | "nearest" | "matching">,
  configuration: Configuration,
): Unordered[] {
  const rows = new Map(found.rows.map((row) => [row.chunk_id, row]));
  const cosines = new Map(found.nearest?.map(({ chunkId, cosine }) => [chunkId, cosine]));
  const matches = new Map(found.matching?.map(({ chunkId, score }) => [chunkId, score]));
  const fused = fuse(
    {
      similarity: found.nearest?.map(({ chunkId, cosine }) => ({ chunkId, score: cosine })) ?? null,
      fulltext: found.matching,
    },
    configuration,
  );
  return fused.flatMap(({ chunkId, similarityRank, fulltextRank, base }, index) => {
    const row = rows.get(chunkId);
    if (!row) return [];
    return [
      {
        ...mapRow(row),
        cosine: cosines.get(chunkId) ?? null,
        fulltext: matches.get(chunkId) ?? null,
        ranks: {
          similarity: similarityRank,
          fulltext: fulltextRank,
          fused: index + 1,
          reranked: index + 1,
        },
        base,
      },
    ];
  });
}
