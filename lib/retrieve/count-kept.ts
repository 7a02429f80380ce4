import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { allOf, type Filter, filterConditions, seenConditions } from "./filter.ts";
import type { Relations } from "./relations.ts";
import type { KeptCount } from "./result-schemas.ts";

/** How many embedded chunks are left after each filter in turn, beginning with all that the asker may know of. */
export async function countKept(
  tx: Tx,
  filter: Filter,
  { documents, chunks, embeddings }: Relations,
): Promise<KeptCount[]> {
  const conditions = filterConditions(filter);
  const sofar = conditions.map((_, index) => {
    const met = conditions.slice(0, index + 1);
    return sql`(count(*) filter (where ${allOf(met)}))::int`;
  });
  const { rows } = await sql<{ counts: number[] }>`
    select array[count(*)::int, ${sql.join(sofar)}] as counts
    from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
      join ${documents} d on d.id = c.document_id
    where ${allOf(seenConditions(filter.ceiling))}`.execute(tx);
  const counts = rows[0]?.counts ?? [];
  return ["embedded", ...conditions.map(({ name }) => name)].map((name, index) => ({
    filter: name,
    kept: counts[index] ?? 0,
  }));
}
