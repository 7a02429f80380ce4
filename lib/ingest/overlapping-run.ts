import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { isFiltered, type RunScope } from "./run-scope.ts";

type Sql = ReturnType<typeof sql>;

/** Throws conflict with the id of a run that works documents of this scope already. */
export async function refuseOverlap(tx: Tx, scope: RunScope): Promise<void> {
  const runId = await overlappingRun(tx, scope);
  if (runId === undefined) return;
  throw new AppError(
    "conflict",
    "Another run works some of these documents already. Nothing was started; wait for it, or cancel it.",
    { details: { runId } },
  );
}

/** A run that has not ended and works documents of this scope, or undefined. Dry runs are in nobody's way. */
async function overlappingRun(tx: Tx, scope: RunScope): Promise<string | undefined> {
  // One request at a time: of two for the same documents the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtextextended('console run request', 0))`.execute(tx);
  const ours = sql`${JSON.stringify(scope)}::jsonb`;
  const { rows } = await sql<{ id: string }>`select r.id from console.runs r
    where r.finished_at is null and r.mode not in ('dry-run', 'audit')
      and (not ${isFiltered(scope)}::boolean or r.scope = '{}'
        or exists (select 1 from ${baseTables().documents} d
          where ${holds(ours)} and ${holds(sql`r.scope`)})
        or ${within(sql`r.scope ->> 'path'`, sql`${scope.path ?? null}::text`)}
        or ${within(sql`${scope.path ?? null}::text`, sql`r.scope ->> 'path'`)})
    order by r.created_at, r.id limit 1`.execute(tx);
  return rows[0]?.id;
}

/** SQL: a path is this file or folder, or lies in it; `part-10` does not lie in `part-1`. */
function within(path: Sql, place: Sql) {
  return sql`(rtrim(${path}, '/') = rtrim(${place}, '/') or starts_with(${path}, rtrim(${place}, '/') || '/'))`;
}

/** True for a document `d` of a scope. */
function holds(scope: Sql) {
  return sql`(${scope} -> 'documentIds' is null or ${scope} -> 'documentIds' ? d.id::text)
    and (${scope} -> 'paths' is null or ${scope} -> 'paths' ? d.path)
    and (${scope} ->> 'path' is null or ${within(sql`d.path`, sql`${scope} ->> 'path'`)})
    and (${scope} ->> 'category' is null or d.category = ${scope} ->> 'category')
    and (${scope} ->> 'docType' is null or d.doc_type = ${scope} ->> 'docType')`;
}
