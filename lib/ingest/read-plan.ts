import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import type { PlanReason, PlanTotals, RunPlan, RunPlanItem } from "./plan-schemas.ts";
import { readServed, readWarnings } from "./read-plan-extras.ts";
import { stateOf } from "./state-of.ts";

export type ReadPlan = {
  /** True for staff who may see admin-only and elevated documents. */
  seesRestricted: boolean;
  action?: RunPlanItem["action"] | undefined;
  state?: RunPlanItem["state"] | undefined;
  after?: number | undefined;
  limit?: number;
};

/** A run's plan: its sums by action and state, and a page of its documents in the order of the work. */
export function readPlan(db: Db, runId: string, search: ReadPlan): Promise<RunPlan> {
  return withRole(db, "perazzi_read", (tx) => readPlanIn(tx, runId, search));
}

export async function readPlanIn(tx: Tx, runId: string, search: ReadPlan): Promise<RunPlan> {
  const { seesRestricted, action = null, state = null, after = -1, limit = 100 } = search;
  await stateOf(tx, runId);
  const { rows } = await sql<Row>`select i.*, i.cost::float8 as cost, i.tokens::float8 as tokens
    from console.run_plan_items i
    where i.run_id = ${runId} and i.ordinal > ${after} and ${visible(seesRestricted)}
      and (${action}::text is null or i.action = ${action}) and (${state}::text is null or i.state = ${state})
    order by i.ordinal limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  const [warnings, served] = [
    await readWarnings(
      tx,
      runId,
      page.flatMap(({ path }) => path ?? []),
    ),
    await readServed(
      tx,
      page.flatMap(({ state, path }) => (state === "failed" && path ? path : [])),
    ),
  ];
  return {
    totals: await readPlanTotals(tx, runId, seesRestricted),
    reasons: await readPlanReasons(tx, runId, seesRestricted),
    items: page.map((row) => ({
      ...itemOf(row),
      warnings: warnings.get(row.path ?? "") ?? [],
      served:
        row.state === "failed" ? (served.get(row.path ?? "") ?? { chunks: 0, since: null }) : null,
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.ordinal) : null,
  };
}

/** A plan's sums by action and state. */
export async function readPlanTotals(
  tx: Tx,
  runId: string,
  seesRestricted: boolean,
): Promise<PlanTotals[]> {
  const { rows } = await sql<PlanTotals>`select i.action, i.state, count(*)::int as documents,
      sum(i.chunks_added)::int as added, sum(i.chunks_changed)::int as changed, sum(i.chunks_kept)::int as kept,
      sum(i.chunks_removed)::int as removed, sum(i.inputs)::int as inputs, sum(i.tokens)::float8 as tokens,
      sum(i.cost)::float8 as cost
    from console.run_plan_items i where i.run_id = ${runId} and ${visible(seesRestricted)}
    group by i.action, i.state order by i.action, i.state`.execute(tx);
  return rows;
}

/** Why documents are done, or left as they are: the 20 most frequent reasons. */
async function readPlanReasons(
  tx: Tx,
  runId: string,
  seesRestricted: boolean,
): Promise<PlanReason[]> {
  const { rows } = await sql<PlanReason>`select i.action,
      regexp_replace(coalesce(i.message, i.reason, ''), '^[0-9,]+ chunks? ', 'chunks ') as reason, count(*)::int as documents
    from console.run_plan_items i where i.run_id = ${runId} and ${visible(seesRestricted)}
    group by 1, 2 order by 3 desc, 1, 2 limit 20`.execute(tx);
  return rows;
}

function visible(seesRestricted: boolean) {
  return sql`(${seesRestricted}::boolean or not exists (select 1 from ${baseTables().documents} d
    where (d.id = i.document_id or d.path = i.path) and not ${visibleTo({ seesRestricted: false }, "d")}))`;
}

type Row = {
  id: string;
  ordinal: number;
  path: string | null;
  former_path: string | null;
  document_id: string | null;
  action: RunPlanItem["action"];
  reason: string | null;
  message: string | null;
  state: RunPlanItem["state"];
  chunks_added: number;
  chunks_changed: number;
  chunks_kept: number;
  chunks_removed: number;
  inputs: number;
  tokens: number;
  cost: number;
  done_added: number;
  done_changed: number;
  done_kept: number;
  done_removed: number;
  done_embedded: number;
  duration_ms: number | null;
  finished_at: Date | null;
  settled_by: string | null;
};

function itemOf(row: Row): Omit<RunPlanItem, "warnings" | "served"> {
  return {
    id: Number(row.id),
    path: row.path,
    formerPath: row.former_path,
    documentId: row.document_id,
    action: row.action,
    reason: row.reason,
    message: row.message,
    state: row.state,
    planned: {
      added: row.chunks_added,
      changed: row.chunks_changed,
      kept: row.chunks_kept,
      removed: row.chunks_removed,
      inputs: row.inputs,
      tokens: row.tokens,
      cost: row.cost,
    },
    done: {
      added: row.done_added,
      changed: row.done_changed,
      kept: row.done_kept,
      removed: row.done_removed,
      embedded: row.done_embedded,
    },
    durationMs: row.duration_ms,
    finishedAt: row.finished_at?.toISOString() ?? null,
    settledBy: row.settled_by,
  };
}
