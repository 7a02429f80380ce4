import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { chooseEmbedder } from "#lib/embed/choose-embedder.ts";
import type { Embedder } from "#lib/embed/embedder.ts";
import type { Purpose } from "#lib/embed/purpose.ts";
import { env } from "#lib/env/env.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { codeVersion } from "./code-version.ts";
import { executeIngest } from "./execute-ingest.ts";
import { executeReembed } from "./execute-reembed.ts";
import { keepHeartbeat } from "./run-heartbeat.ts";
import { RunCancelled, RunRecorder } from "./run-recorder.ts";
import { hasEnded, type RunKind, type RunMode, type RunState } from "./runs-schemas.ts";

const scopeSchema = z.object({
  documentIds: z.array(z.uuid()).optional(),
  path: z.string().optional(),
  category: z.string().optional(),
  docType: z.string().optional(),
});
const optionsSchema = z.object({ yes: z.boolean().optional(), force: z.boolean().optional() });

export type NewRun = {
  kind: RunKind;
  mode: RunMode;
  requestedBy: { id: string | null; label: string };
  /** Re-embed: which documents. Ingest: filters of the command line. */
  scope?: z.infer<typeof scopeSchema>;
  /** `yes`: a large removal is confirmed. `force`: ask the embedder even for cached texts. */
  options?: z.infer<typeof optionsSchema>;
  idempotencyKey?: string;
};

export type RunProgress = { done: number; total: number; path: string | null };

export type RunOptions = { signal?: AbortSignal; onProgress?: (progress: RunProgress) => void };

type RunRow = {
  /** What its requests to the provider are booked under. */
  purpose: Purpose;
  kind: RunKind;
  mode: RunMode;
  scope: z.infer<typeof scopeSchema>;
  options: z.infer<typeof optionsSchema>;
};

/** What the executors of both kinds work with. */
export type Work = {
  db: Db;
  run: RunRow;
  embedder: Embedder;
  recorder: RunRecorder;
  signal: AbortSignal | undefined;
  /** Planning is done: so many steps follow. */
  begin(total: number): Promise<void>;
  step(path: string | null, work: () => Promise<void>): Promise<void>;
};

/** Records a run without a queue job (the command line); the same idempotency key returns the earlier run. */
export async function createRun(db: Tx | Db, run: NewRun): Promise<string> {
  if (!db.isTransaction) return withRole(db, "perazzi_ingest", (tx) => createRun(tx, run));
  const { rows } = await sql<{ id: string }>`
    insert into console.runs as r (kind, mode, environment, requested_by, requested_by_label, scope, options, idempotency_key)
    values (${run.kind}, ${run.mode}, ${env().environment}, ${run.requestedBy.id}, ${run.requestedBy.label},
      ${JSON.stringify(run.scope ?? {})}::jsonb, ${JSON.stringify(run.options ?? {})}::jsonb, ${run.idempotencyKey ?? null})
    on conflict (idempotency_key) do update set idempotency_key = r.idempotency_key returning id`.execute(
    db,
  );
  const id = rows[0]?.id;
  if (!id) throw new AppError("internal", "The run could not be recorded. Nothing was changed.");
  return id;
}

/**
 * Works a run to its end and returns its final state. A failure of the whole run is recorded in it, then
 * thrown; one that time may mend, and a stop by `signal`, leave it to be taken up again.
 */
export async function executeRun(
  db: Db,
  runId: string,
  { signal, onProgress }: RunOptions = {},
): Promise<RunState> {
  const run = await claim(db, runId);
  if (typeof run === "string") return run;
  const recorder = new RunRecorder(db, runId);
  const stopHeartbeat = keepHeartbeat(db, runId);
  let done = 0;
  let total = 0;
  try {
    const embedder = chooseEmbedder();
    const work: Work = {
      db,
      run,
      embedder,
      recorder,
      signal,
      async begin(steps) {
        total = steps;
        await setState(db, runId, "running", { total, model: embedder.model });
        onProgress?.({ done, total, path: null });
      },
      async step(path, action) {
        await action();
        done++;
        onProgress?.({ done, total, path });
      },
    };
    await (run.kind === "ingest" ? executeIngest(work) : executeReembed(work));
    return await finish(db, runId);
  } catch (thrown) {
    if (thrown instanceof RunCancelled) return setState(db, runId, "cancelled");
    if (signal?.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error.code !== "unavailable")
      await setState(db, runId, "failed", { message: error.message });
    throw thrown;
  } finally {
    stopHeartbeat();
  }
}

/** Takes the run up, also after a worker that died; its state where nothing is left to do. */
async function claim(db: Db, runId: string): Promise<RunRow | RunState> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<
      RunRow & {
        state: RunState;
        environment: string;
        home: string | null;
        requested_by: string | null;
        requested_by_label: string;
      }
    >`
      select kind, mode, scope, options, state, environment, requested_by, requested_by_label,
        (select value #>> '{}' from console.settings where key = 'environment') as home
      from console.runs where id = ${runId} for update`.execute(tx);
    const row = rows[0];
    if (!row) throw new AppError("not_found", "There is no such run.");
    const ours = env().environment;
    if (row.environment !== ours || (row.home !== null && row.home !== ours))
      throw new AppError(
        "conflict",
        `This run and its database belong to ${row.home ?? row.environment}, this program to ${ours}.`,
      );
    if (hasEnded(row.state)) return row.state;
    const state: RunState = row.state === "cancelling" ? "cancelled" : "planning";
    // Counted anew: what an earlier attempt finished is found unchanged now.
    await sql`update console.runs set state = ${state}, started_at = coalesce(started_at, now()), heartbeat_at = now(),
        code_version = ${codeVersion()}, finished_at = case when ${state} = 'cancelled' then now() end, documents_scanned = 0, documents_skipped = 0,
        documents_failed = 0, errors = 0, warnings = 0 where id = ${runId}`.execute(tx);
    if (state === "cancelled") return state;
    const actor = { id: row.requested_by, label: row.requested_by_label };
    return {
      purpose: { cause: "run", runId, actor },
      kind: row.kind,
      mode: row.mode,
      scope: scopeSchema.parse(row.scope),
      options: optionsSchema.parse(row.options),
    };
  });
}

type Facts = { total?: number; model?: string; message?: string };

async function setState(
  db: Db,
  runId: string,
  state: RunState,
  { total, model, message }: Facts = {},
): Promise<RunState> {
  const ended = hasEnded(state);
  const { rows } = await withRole(db, "perazzi_ingest", (tx) =>
    sql<{ state: RunState }>`update console.runs set
        state = case when state = 'cancelling' and not ${ended}::boolean then state else ${state} end,
        heartbeat_at = now(), finished_at = case when ${ended}::boolean then now() else finished_at end,
        documents_total = coalesce(${total ?? null}::int, documents_total),
        embedding_model = coalesce(${model ?? null}::text, embedding_model),
        error_message = coalesce(${message ?? null}::text, error_message)
      where id = ${runId} returning state`.execute(tx),
  );
  return rows[0]?.state ?? state;
}

async function finish(db: Db, runId: string): Promise<RunState> {
  const failed = await withRole(db, "perazzi_ingest", async (tx) => {
    const { rows } = await sql<{
      errors: number;
    }>`select errors from console.runs where id = ${runId}`.execute(tx);
    return (rows[0]?.errors ?? 0) > 0;
  });
  return setState(db, runId, failed ? "succeeded with errors" : "succeeded");
}
