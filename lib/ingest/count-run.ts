import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { isHidden } from "./hidden-counts.ts";
import type { RunState } from "./runs-schemas.ts";

function itemsOf(runId: string) {
  return sql`select *, state in ('done', 'failed') as ended, state = 'done' as done
    from console.run_plan_items where run_id = ${runId}`;
}

/**
 * Brings a run's figures to what its items, events and booked requests say, so that no kill loses or doubles
 * any. Returns the run's state.
 */
export async function countRun(tx: Tx, runId: string): Promise<RunState> {
  const { rows } = await sql<{ state: RunState }>`
    with items as (
      select count(*) as total, count(*) filter (where ended) as scanned,
        count(*) filter (where done and action = 'new') as new,
        count(*) filter (where done and action in ('update', 're-embed')) as updated,
        count(*) filter (where done and action = 'repair') as repaired,
        count(*) filter (where done and action = 'skip') as skipped,
        count(*) filter (where done and action = 'remove') as removed,
        count(*) filter (where state = 'failed') as failed,
        coalesce(sum(done_added + done_changed), 0) as written, coalesce(sum(done_kept), 0) as kept,
        coalesce(sum(done_removed + done_changed), 0) as gone, coalesce(sum(done_embedded), 0) as embedded,
        coalesce(sum(tokens) filter (where done), 0) as tokens,
        coalesce(sum(inputs) filter (where ended), 0) as inputs,
        coalesce(sum(inputs) filter (where finished_at > now() - interval '30 seconds'), 0) as lately
      from (${itemsOf(runId)}) i
    ), hidden as (
      select count(*) as items, array[count(*), count(*) filter (where ended),
        count(*) filter (where done and action = 'new'), count(*) filter (where done and action in ('update', 're-embed')),
        count(*) filter (where done and action = 'repair'), count(*) filter (where done and action = 'skip'),
        count(*) filter (where done and action = 'remove'), count(*) filter (where state = 'failed'),
        coalesce(sum(done_added + done_changed), 0), coalesce(sum(done_kept), 0),
        coalesce(sum(done_removed + done_changed), 0), coalesce(sum(done_embedded), 0),
        (select count(*) from console.run_events e where e.run_id = ${runId} and e.level = 'warning' and ${isHidden("e")})]::int[] as counts
      from (${itemsOf(runId)}) i where ${isHidden("i")}
    ), calls as (
      select count(*) as requests, sum(tokens) as tokens, coalesce(sum(cost), 0) as cost,
        coalesce(sum(inputs) filter (where outcome = 'answered'), 0) as inputs,
        coalesce(sum(inputs) filter (where outcome = 'answered'
          and at + duration_ms * interval '1 millisecond' > now() - interval '30 seconds'), 0) as lately
      from console.provider_calls where run_id = ${runId}
    ), events as (
      select count(*) as warnings from console.run_events where run_id = ${runId} and level = 'warning'
    )
    update console.runs r set heartbeat_at = now(), documents_total = i.total, documents_scanned = i.scanned,
      documents_new = i.new, documents_updated = i.updated, documents_repaired = i.repaired,
      documents_skipped = i.skipped, documents_removed = i.removed, documents_failed = i.failed,
      chunks_written = i.written, chunks_reused = i.kept, chunks_removed = i.gone, chunks_embedded = i.embedded,
      tokens = case when mode in ('dry-run', 'audit') then 0 else coalesce(c.tokens, i.tokens) end,
      embedding_requests = c.requests, estimated_cost = c.cost,
      inputs_done = least(planned_inputs, greatest(i.inputs, c.inputs)),
      -- Over 30 s at most; less where the work has just begun, or begun again.
      inputs_per_second = nullif(greatest(i.lately, c.lately), 0) / extract(epoch from least(interval '30 seconds',
        greatest(interval '1 second', now() - greatest(planned_at, approved_at, taken_up_at)))),
      -- What got on is no problem any more; a run that is held says why, while its last requests come in.
      problem = case when held_by is null and (greatest(i.inputs, c.inputs) > inputs_done or i.scanned > documents_scanned) then null else problem end,
      errors = i.failed, warnings = e.warnings,
      hidden_counts = case when h.items > 0 then h.counts end
    from items i, hidden h, calls c, events e where r.id = ${runId} returning r.state`.execute(tx);
  const state = rows[0]?.state;
  if (!state) throw new AppError("not_found", "There is no such run.");
  return state;
}
