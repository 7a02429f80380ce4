import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** The plain way: each row read, written and recorded in a transaction of its own. Returns milliseconds. */
export async function naiveEdit(db: Db, rows: number): Promise<number> {
  const found = await sql<{ id: string }>`
    select id from public.documents order by path limit ${rows}`.execute(db);
  const start = performance.now();
  for (const { id } of found.rows)
    await db.transaction().execute(async (tx) => {
      const { rows: before } = await sql<{ tags: string[]; version: string }>`
        select coalesce(tags, '[]') as tags, row_version as version from public.documents where id = ${id} for update`.execute(
        tx,
      );
      const tags = [...(before[0]?.tags ?? []), "naive"];
      await sql`update public.documents set tags = ${JSON.stringify(tags)}::jsonb where id = ${id}`.execute(
        tx,
      );
      await sql`insert into console.audit_log (actor_label, action, subject_type, subject_id, field, from_value, to_value)
        values ('bench', 'document.edit', 'document', ${id}, 'tags', ${JSON.stringify(before[0]?.tags ?? null)}::jsonb,
          ${JSON.stringify(tags)}::jsonb)`.execute(tx);
    });
  return performance.now() - start;
}
