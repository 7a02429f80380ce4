import { sql } from "kysely";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { costOf, readPrice } from "#lib/embed/prices.ts";
import { env } from "#lib/env/env.ts";
import { LostLease } from "./item-lease.ts";
import type { PlannedItem } from "./planned-item.ts";
import { readRunConfiguration } from "./run-configuration.ts";
import { insertEvents } from "./run-events.ts";
import { isDryRun, type RunSession } from "./run-session.ts";
import type { RunState } from "./runs-schemas.ts";
import { settleEarlier } from "./settle-earlier.ts";

type Pinned = {
  manifestChecksum: string | null;
  approvalReason: string | null;
  /** Files that were asked for, of which there is nothing to plan. */
  gone: string[];
};

/** Stores a plan at once, with the events of what needs no work. Returns the state that the run is in then. */
export function storePlan(
  session: RunSession,
  items: PlannedItem[],
  { manifestChecksum, approvalReason, gone }: Pinned,
): Promise<RunState> {
  const { db, run, worker, embedder } = session;
  return withRole(
    db,
    "perazzi_ingest",
    async (tx) => {
      // In one order for everybody: the run first, then its leases.
      const { rows: found } = await sql<{ state: RunState; planned: boolean; ended: boolean }>`
        select state, planned_at is not null as planned, finished_at is not null as ended
        from console.runs where id = ${run.id} for update`.execute(tx);
      const held =
        await sql`select 1 from console.run_leases where run_id = ${run.id} and worker = ${worker}
        for update`.execute(tx);
      if (held.rows.length === 0) throw new LostLease();
      const now = found[0];
      if (!now || now.ended) throw new LostLease();
      // Of two programs that planned the same run, the first one's plan is worked by both.
      if (now.planned) return now.state;
      const price = await readPrice(tx, embedder.model);
      const sums = await insertItems(tx, session, items, price.perMillion);
      const settled = items.filter((one) => one.action !== "fail" && isSettled(session, one));
      await settleEarlier(tx, run.id, [...settled.flatMap(({ path }) => path ?? []), ...gone]);
      const configuration = await readRunConfiguration(tx, embedder);
      await insertEvents(
        tx,
        run.id,
        items.flatMap((item) => eventOf(session, item)),
      );
      const { rows } = await sql<{ state: RunState }>`update console.runs set planned_at = now(),
          manifest_checksum = ${manifestChecksum}, approval_reason = ${approvalReason}, embedding_model = ${embedder.model},
          configuration = ${JSON.stringify(configuration)}::jsonb, planned_inputs = ${sums.inputs},
          planned_tokens = ${sums.tokens}, planned_cost = ${sums.cost},
          planned_requests = ${embedder.paid ? Math.ceil(sums.inputs / env().EMBED_BATCH_SIZE) : 0},
          price_per_million = ${price.perMillion}, price_since = ${price.since}::date,
          state = case when state = 'cancelling' then state
            when ${approvalReason !== null}::boolean then 'waiting for approval' else 'running' end
        where id = ${run.id} and planned_at is null and finished_at is null returning state`.execute(
        tx,
      );
      await sql`delete from console.run_previews where run_id = ${run.id}`.execute(tx);
      const state = rows[0]?.state;
      if (!state) throw new LostLease();
      return state;
    },
    { timeoutMs: 120_000 },
  );
}

/** Nothing is left to do: it is unchanged, cannot be done, or must not be done in a dry run. */
function isSettled({ run }: RunSession, { action }: PlannedItem): boolean {
  return action === "skip" || action === "fail" || isDryRun(run);
}

function eventOf(session: RunSession, item: PlannedItem) {
  const { action, documentId, path, reason, message, added, changed, kept, removed } = item;
  if (!isSettled(session, item) || (action === "skip" && session.run.mode === "audit")) return [];
  const known = { action, documentId, path, reason };
  if (action === "fail") return [{ ...known, level: "error" as const, message }];
  if (action === "skip") return [known];
  const chunks = { added: added + changed, kept, removed: removed + changed };
  return [{ ...known, ...chunks, message: "Nothing was written: dry run." }];
}

/** Returns what the items would buy in all. */
async function insertItems(
  tx: Tx,
  session: RunSession,
  items: PlannedItem[],
  perMillion: number,
): Promise<{ inputs: number; tokens: number; cost: number }> {
  const rows = items.map((item, ordinal) => ({
    ordinal,
    path: item.path,
    former_path: item.formerPath,
    document_id: item.documentId,
    action: item.action,
    reason: item.reason,
    message: item.message,
    file_checksum: item.checksum,
    planned_version: item.version,
    chunks_added: item.added,
    chunks_changed: item.changed,
    chunks_kept: item.kept,
    chunks_removed: item.removed,
    inputs: item.inputs,
    tokens: item.tokens,
    cost: session.embedder.paid ? costOf(item.tokens, perMillion) : 0,
    state: item.action === "fail" ? "failed" : isSettled(session, item) ? "done" : "planned",
  }));
  for (let at = 0; at < rows.length; at += 1000)
    await sql`insert into console.run_plan_items (run_id, ordinal, path, former_path, document_id, action, reason,
        message, file_checksum, planned_version, chunks_added, chunks_changed, chunks_kept, chunks_removed, inputs,
        tokens, cost, state, finished_at)
      select ${session.run.id}, t.*, case when t.state <> 'planned' then now() end
      from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + 1000))}::jsonb) as t (ordinal int, path text,
        former_path text, document_id uuid, action text, reason text, message text, file_checksum text,
        planned_version bigint, chunks_added int, chunks_changed int, chunks_kept int, chunks_removed int, inputs int,
        tokens bigint, cost numeric, state text)`.execute(tx);
  const sum = (of: "inputs" | "tokens" | "cost") => rows.reduce((all, row) => all + row[of], 0);
  return { inputs: sum("inputs"), tokens: sum("tokens"), cost: sum("cost") };
}
