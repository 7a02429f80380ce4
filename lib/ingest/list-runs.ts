import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { DaySpan } from "#lib/format/days.ts";
import { failedFor } from "./failure-reasons.ts";
import { askedOn, runConditions } from "./run-conditions.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import type { RunFilter, RunList } from "./runs-schemas.ts";

type ListRuns = RunFilter &
  DaySpan & {
    /** Only runs of the bar that begins on this day. */
    on?: string | undefined;
    /** Only runs that failed for this reason, or in which a document did. */
    reason?: string | undefined;
    /** Only runs older than this one. */
    before?: string | undefined;
    /** Only runs that name this document. */
    documentId?: string | undefined;
    /** Only runs that have not ended. */
    active?: boolean;
    /** Only runs that have ended. */
    ended?: boolean;
    limit?: number;
  };

/** Runs, newest first; the cursor is the id of the last one given. Without days they are of any time. */
export function listRuns(db: Db, viewer: Viewer, search: ListRuns): Promise<RunList> {
  const { before, reason, documentId, active = false, ended = false, limit = 50 } = search;
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<RunColumns>`select ${runColumns(viewer)} from console.runs r
      where ${runConditions(search)} and ${askedOn(search)} and ${failedFor(reason, viewer)}
        and (${documentId ?? null}::text is null or r.scope->'documentIds' ? ${documentId ?? null}::text)
        and (not ${active}::boolean or r.finished_at is null)
        and (not ${ended}::boolean or r.finished_at is not null)
        and (${before ?? null}::uuid is null
          or (r.created_at, r.id) < (select b.created_at, b.id from console.runs b where b.id = ${before ?? null}))
      order by r.created_at desc, r.id desc limit ${limit + 1}`.execute(tx);
    const items = rows.slice(0, limit).map(runRow);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
