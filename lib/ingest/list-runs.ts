import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import type { RunKind, RunList, RunState } from "./runs-schemas.ts";

type ListRuns = {
  kind?: RunKind | undefined;
  state?: RunState | undefined;
  /** Only runs older than this one. */
  before?: string | undefined;
  /** Only runs that name this document. */
  documentId?: string | undefined;
  /** Only runs that have not ended. */
  active?: boolean;
  limit?: number;
};

/** Runs, newest first; the cursor is the id of the last one given. */
export function listRuns(db: Db, search: ListRuns): Promise<RunList> {
  const { kind, state, before, documentId, active = false, limit = 50 } = search;
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<RunColumns>`select ${runColumns} from console.runs r
      where (${kind ?? null}::text is null or r.kind = ${kind ?? null})
        and (${state ?? null}::text is null or r.state = ${state ?? null})
        and (${documentId ?? null}::text is null or r.scope->'documentIds' ? ${documentId ?? null}::text)
        and (not ${active}::boolean or r.finished_at is null)
        and (${before ?? null}::uuid is null
          or (r.created_at, r.id) < (select b.created_at, b.id from console.runs b where b.id = ${before ?? null}))
      order by r.created_at desc, r.id desc limit ${limit + 1}`.execute(tx);
    const items = rows.slice(0, limit).map(runRow);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
