import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { RunLog, RunLogLine } from "./runs-schemas.ts";

type ReadLog = {
  /** True for staff who may see admin-only and elevated documents. */
  seesRestricted: boolean;
  /** Only lines younger, or older, than this one. */
  after?: number | undefined;
  before?: number | undefined;
  level?: RunLogLine["level"] | undefined;
  /** Words that stand in a line. */
  q?: string | undefined;
  limit: number;
};

/** Lines of a run's log, newest first: the youngest, or with `after` those that came directly after it. */
export function readLog(
  db: Db,
  runId: string,
  { seesRestricted, after, before, level, q, limit }: ReadLog,
): Promise<RunLog> {
  const like = q ? `%${q.replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%` : null;
  const oldestFirst = after !== undefined;
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<Omit<RunLogLine, "at"> & { at: Date }>`
      select e.id::float8 as id, e.at, e.level, e.action, e.path, e.document_id as "documentId", e.reason, e.message
      from console.run_events e
      where e.run_id = ${runId} and e.id > ${after ?? 0} and (${before ?? null}::bigint is null or e.id < ${before ?? null})
        and (${level ?? null}::text is null or e.level = ${level ?? null})
        and (${like}::text is null or concat_ws(' ', e.action, e.path, e.reason, e.message) ilike ${like})
        and (${seesRestricted}::boolean or not exists (select 1 from ${baseTables().documents} d
          where (d.id = e.document_id or d.path = e.path) and not ${visibleTo({ seesRestricted: false }, "d")}))
      order by e.id ${sql.raw(oldestFirst ? "asc" : "desc")} limit ${limit + 1}`.execute(tx);
    const page = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { items: oldestFirst ? page.reverse() : page, more: rows.length > limit };
  });
}
