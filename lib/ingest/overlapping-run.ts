import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { isFiltered, type RunScope } from "./run-scope.ts";

/** A run that has not ended and works documents of this scope, or undefined. Dry runs are in nobody's way. */
export async function overlappingRun(tx: Tx, scope: RunScope): Promise<string | undefined> {
  // One request at a time: of two for the same documents the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtextextended('console run request', 0))`.execute(tx);
  const ours = sql`${JSON.stringify(scope)}::jsonb`;
  const { rows } = await sql<{ id: string }>`select r.id from console.runs r
    where r.finished_at is null and r.mode not in ('dry-run', 'audit')
      and (not ${isFiltered(scope)}::boolean or r.scope = '{}'
        or exists (select 1 from ${baseTables().documents} d
          where ${holds(ours)} and ${holds(sql`r.scope`)})
        or starts_with(r.scope ->> 'path', ${scope.path ?? null}) or starts_with(${scope.path ?? null}, r.scope ->> 'path'))
    order by r.created_at, r.id limit 1`.execute(tx);
  return rows[0]?.id;
}

/** True for a document `d` of a scope. */
function holds(scope: ReturnType<typeof sql>) {
  return sql`(${scope} -> 'documentIds' is null or ${scope} -> 'documentIds' ? d.id::text)
    and (${scope} -> 'paths' is null or ${scope} -> 'paths' ? d.path)
    and (${scope} ->> 'path' is null or d.path = ${scope} ->> 'path'
      or starts_with(d.path, rtrim(${scope} ->> 'path', '/') || '/'))
    and (${scope} ->> 'category' is null or d.category = ${scope} ->> 'category')
    and (${scope} ->> 'docType' is null or d.doc_type = ${scope} ->> 'docType')`;
}
