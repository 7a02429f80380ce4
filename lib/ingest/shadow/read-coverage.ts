import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { Coverage } from "../shadow-schemas.ts";
import { chunkTokens, wantedChunks } from "./wanted-chunks.ts";

/** How much of the corpus as it is now a set of vectors holds. */
export async function readCoverage(tx: Tx, setId: string): Promise<Coverage> {
  const { rows } = await sql<Coverage>`
    select count(*)::int as wanted, count(v.created_at) filter (where v.error is null)::int as covered,
      count(v.error)::int as failed,
      coalesce(sum(t.tokens) filter (where v.created_at is null or v.error is not null), 0)::float8 as "missingTokens"
    from (select c.id, ${chunkTokens} as tokens from ${wantedChunks()}) t
      left join console.shadow_embeddings v on v.set_id = ${setId} and v.chunk_id = t.id`.execute(
    tx,
  );
  return rows[0] ?? { wanted: 0, covered: 0, failed: 0, missingTokens: 0 };
}

export function isComplete({ wanted, covered }: Coverage): boolean {
  return wanted > 0 && covered === wanted;
}
