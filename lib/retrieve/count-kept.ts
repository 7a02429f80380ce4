import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { type Filter, filterConditions } from "./filter.ts";
import type { Relations } from "./relations.ts";
import type { KeptCount } from "./result-schemas.ts";

/** How many embedded chunks are left after each filter in turn, beginning with all of them. */
export async function countKept(
  tx: Tx,
  filter: Filter,
  { documents, chunks, embeddings }: Relations,
): Promise<KeptCount[]> {
  const conditions = filterConditions(filter);
  const sofar = conditions.map((_, index) => {
    const met = conditions.slice(0, index + 1).map(({ condition }) => sql`(${condition})`);
    return sql`(count(*) filter (where ${sql.join(met, sql` and `)}))::int`;
  });
  const { rows } = await sql<{ counts: number[] }>`
    select array[count(*)::int, ${sql.join(sofar)}] as counts
    from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
      join ${documents} d on d.id = c.document_id`.execute(tx);
  const counts = rows[0]?.counts ?? [];
  return ["embedded", ...conditions.map(({ name }) => name)].map((name, index) => ({
    filter: name,
    kept: counts[index] ?? 0,
  }));
}
