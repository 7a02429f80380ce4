import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readBudget } from "#lib/embed/budget.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { countWorkers } from "#lib/jobs/read-workers.ts";
import { isHidden } from "./hidden-counts.ts";
import { readRunLimits } from "./run-limits.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import type { Run, RunProgress } from "./runs-schemas.ts";
import { leftToRetry } from "./settle-earlier.ts";

/** One run as its page shows it, in four short queries: a page asks every moment. Throws not_found. */
export function readProgress(db: Db, viewer: Viewer, id: string): Promise<RunProgress> {
  return withRole(db, "perazzi_read", (tx) => readProgressIn(tx, viewer, id));
}

export async function readProgressIn(tx: Tx, viewer: Viewer, id: string): Promise<RunProgress> {
  const items = sql`from console.run_plan_items i where i.run_id = r.id
    and i.state in ('failed', 'cancelled') and ${viewer.seesRestricted ? sql`true` : sql`not ${isHidden("i")}`}`;
  const { rows } = await sql<
    RunColumns & { now: Date; settled: number; to_retry: number }
  >`select ${runColumns(viewer)}, now() as now,
      (select count(*)::int ${items} and i.settled_by is not null) as settled,
      (select count(*)::int ${items} and ${leftToRetry}) as to_retry
    from console.runs r where r.id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no run with this id.");
  const run = runRow(row);
  const { tokensToType } = await readRunLimits(tx);
  return {
    run,
    settled: row.settled,
    toRetry: row.to_retry,
    now: row.now.toISOString(),
    workers: await countWorkers(tx),
    budget: await readBudget(tx),
    tokensToType,
    pace: run.state === "waiting for approval" ? await readPace(tx, run) : null,
  };
}

/** Texts a second in the last 20 runs of the same kind and model that embedded some: the middle one. */
async function readPace(tx: Tx, run: Run): Promise<RunProgress["pace"]> {
  const { rows } = await sql<{ per_second: number | null; runs: number }>`
    select percentile_cont(0.5) within group (order by per_second) as per_second, count(*)::int as runs from (
      select r.inputs_done / greatest(0.2, extract(epoch from r.finished_at - greatest(r.planned_at, r.approved_at))) as per_second
      from console.runs r
      where r.kind = ${run.kind} and r.embedding_model = ${run.embeddingModel} and r.inputs_done > 0
        and r.state in ('succeeded', 'succeeded with errors') and r.mode not in ('dry-run', 'audit')
        and r.configuration ->> 'provider' is not distinct from ${run.configuration.provider ?? null}
      order by r.created_at desc limit 20) past`.execute(tx);
  const found = rows[0];
  return found?.per_second ? { perSecond: Number(found.per_second), runs: found.runs } : null;
}
