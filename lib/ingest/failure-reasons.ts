import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";

/** SQL: why the document of the event `e` failed. */
export const eventReason = sql<string>`left(coalesce(e.message, e.reason, 'It was not written why.'), 500)`;

/** SQL: why the run `r` failed as a whole; null where it did not. */
export const runReason = sql<
  string | null
>`case when r.finished_at is not null then left(r.error_message, 500) end`;

/** SQL: this person may know of what the event `e` is of. */
export function mayKnowOf({ seesRestricted }: Viewer): RawBuilder<boolean> {
  if (seesRestricted) return sql`true`;
  const hidden = (found: RawBuilder<unknown>) =>
    sql`exists (select 1 from ${baseTables().documents} d where ${found} and not ${visibleTo({ seesRestricted }, "d")})`;
  return sql`(not ${hidden(sql`d.id = e.document_id`)} and not ${hidden(sql`d.path = e.path`)})`;
}

/** SQL: the run `r`, or a document in it that this person may know of, failed for this reason. */
export function failedFor(reason: string | undefined, viewer: Viewer): RawBuilder<boolean> {
  if (reason === undefined) return sql`true`;
  return sql`(${runReason} = ${reason} or r.errors > 0 and exists (select 1 from console.run_events e
    where e.run_id = r.id and e.level = 'error' and ${eventReason} = ${reason} and ${mayKnowOf(viewer)}))`;
}
