import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { selectQueries } from "./query-row.ts";
import { seenBy } from "./saved-row.ts";
import { type QueryListState, type QueryPage, type QuerySet, queriesPageSize } from "./schemas.ts";

const mostSets = 200;

/** Saved queries that this person sees, by set and name, a page of 50; and the sets with their counts. */
export async function listQueries(
  db: Db,
  staff: Staff,
  { q, set, who, page }: QueryListState,
  pageSize: number = queriesPageSize,
): Promise<QueryPage> {
  const seen = seenBy(staff, "s");
  const inSet =
    set === "" ? sql`true` : set === "none" ? sql`s.set_id is null` : sql`s.set_id = ${set}`;
  const like = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const where = sql`${seen} and ${inSet}
    and (${q} = '' or s.name ilike ${like} or s.text ilike ${like})
    and (${who} = 'all' or s.owner_id = ${staff.id}::uuid)`;
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const items = await selectQueries(
        tx,
        sql`where ${where} order by lower(qs.name) nulls last, lower(s.name), s.id
          limit ${pageSize} offset ${(page - 1) * pageSize}`,
        staff,
      );
      const counted = await sql<{ total: number; without_set: number }>`
        select count(*) filter (where ${where})::int as total,
          count(*) filter (where s.set_id is null)::int as without_set
        from console.saved_queries s where ${seen}`.execute(tx);
      const sets = await sql<QuerySet>`
        select qs.id, qs.name, count(s.id)::int as queries from console.query_sets qs
          left join console.saved_queries s on s.set_id = qs.id and ${seen}
        group by qs.id order by lower(qs.name), qs.id limit ${mostSets}`.execute(tx);
      return {
        items,
        total: counted.rows[0]?.total ?? 0,
        sets: sets.rows.filter(({ queries }) => queries > 0),
        withoutSet: counted.rows[0]?.without_set ?? 0,
      };
    },
    { readOnly: true },
  );
}
