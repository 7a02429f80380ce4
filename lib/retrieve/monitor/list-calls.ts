import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { CallListState, CallRow } from "../monitor-schemas.ts";
import { inScope, outcomeSql, wasAlone } from "./call-scope.ts";

export const callsPerPage = 50;

type StoredCall = Omit<CallRow, "at"> & { at: Date };

const orders: Record<CallListState["sort"], RawBuilder<unknown>> = {
  latest: sql`l.at desc, l.id desc`,
  lowest: sql`l.top_score asc nulls last, l.id desc`,
  slowest: sql`l.total_ms desc, l.id desc`,
};

/** Logged calls of a time, 50 a page; one more row than that says that there are more. */
export function listCalls(
  db: Db,
  state: CallListState,
  viewer: Viewer,
): Promise<{ items: CallRow[]; more: boolean }> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const rows = await callsIn(tx, state, viewer, {
        limit: callsPerPage + 1,
        offset: (state.page - 1) * callsPerPage,
      });
      return { items: rows.slice(0, callsPerPage), more: rows.length > callsPerPage };
    },
    { readOnly: true },
  );
}

export async function callsIn(
  tx: Tx,
  state: CallListState,
  viewer: Viewer,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<CallRow[]> {
  const { outcome } = state;
  const ended =
    outcome === "any"
      ? sql`true`
      : outcome === "alone"
        ? wasAlone
        : sql`${outcomeSql} = ${outcome}`;
  const { rows } = await sql<StoredCall>`
    select l.id, l.at, coalesce(t.consumer, s.email, 'somebody') as who, l.origin, ${outcomeSql} as outcome, l.status,
      l.error_code as "errorCode", l.degraded, l.calls, l.query_text as "queryText", l.query_characters as "queryCharacters",
      l.result_count as results, l.top_score::float8 as "topScore", l.total_ms::float8 as "totalMs"
    from console.retrieval_log l left join console.api_tokens t on t.id = l.token_id
      left join console.staff s on s.user_id = l.actor_id
    where ${inScope(state, viewer)} and ${ended}
    order by ${orders[state.sort]} limit ${limit} offset ${offset}`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
