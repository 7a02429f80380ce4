import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type RunScope, scopeSchema } from "./run-scope.ts";
import { scopesShare } from "./scopes-share.ts";

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
export async function overlappingRun(tx: Tx, scope: RunScope): Promise<string | undefined> {
  // One request at a time: of two for the same documents the second sees the first.
  await sql`select pg_advisory_xact_lock(hashtextextended('console run request', 0))`.execute(tx);
  const { rows } = await sql<{
    id: string;
    scope: unknown;
  }>`select r.id, r.scope from console.runs r
    where r.finished_at is null and r.mode not in ('dry-run', 'audit') order by r.created_at, r.id`.execute(
    tx,
  );
  const others = rows.map((row) => ({
    id: row.id,
    share: scopesShare(scope, scopeSchema.parse(row.scope)),
  }));
  const unsure = others.flatMap(({ id, share }) => (share === undefined ? [id] : []));
  const found = unsure.length > 0 ? await sharing(tx, scope, unsure) : new Set();
  return others.find(({ id, share }) => share ?? found.has(id))?.id;
}

/** Those of these runs that share with a scope a stored document, or a file that they planned and is yet to be stored. */
async function sharing(tx: Tx, scope: RunScope, runIds: string[]): Promise<Set<string>> {
  const ours = sql`${JSON.stringify(scope)}::jsonb`;
  const { documents } = baseTables();
  const { rows } = await sql<{ id: string }>`select r.id from console.runs r
    where r.id = any(${runIds}::uuid[]) and (
      exists (select 1 from ${documents} d where ${holds(ours)} and ${holds(sql`r.scope`)})
      or exists (select 1 from console.run_plan_items i where i.run_id = r.id and i.state in ('planned', 'working')
        and (${ours} -> 'paths' ? i.path or ${within(sql`i.path`, sql`${ours} ->> 'path'`)})
        and not exists (select 1 from ${documents} d where d.path = i.path)))`.execute(tx);
  return new Set(rows.map(({ id }) => id));
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
