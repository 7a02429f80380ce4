import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { approveRun } from "#lib/ingest/approve-run.ts";
import { requestRun } from "#lib/ingest/request-run.ts";
import type { RequestRun } from "#lib/ingest/run-request-schemas.ts";
import { crashCorpus } from "#lib/testing/crash/crash-corpus.ts";
import { workerEnvironment } from "#lib/testing/crash/worker-environment.ts";
import { startFleet } from "#lib/testing/crash/worker-fleet.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import type { Figure } from "./figure.ts";

const worker = fileURLToPath(new URL("../../lib/cli/worker.ts", import.meta.url));
const actor = { label: "a bench" };
const latencyMs = 200;

type Place = TestDatabase & { provider: FakeProvider; env: NodeJS.ProcessEnv };

/** A database, a corpus and a provider of 200 ms, for as long as `work` takes. */
async function withPlace<T>(
  shape: { documents: number; chunksEach: number; batchSize: number },
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const base = await testDatabase();
  const provider = await startFakeProvider();
  provider.beforeAnswer = () => wait(latencyMs);
  const corpus = crashCorpus(shape.documents, shape.chunksEach);
  corpus.write(1);
  const env = workerEnvironment({
    url: base.url,
    corpusRoot: corpus.root,
    providerUrl: provider.baseUrl,
    batchSize: shape.batchSize,
  });
  try {
    return await work({ ...base, provider, env });
  } finally {
    corpus.remove();
    await provider.close();
    await base.close();
  }
}

async function until<T>(db: Db, id: string, column: string, value: T): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ now: T }>`select ${sql.ref(column)} as now from console.runs
      where id = ${id}`.execute(db);
    if (rows[0]?.now === value) return;
    await wait(50);
  }
}

/** The same run with one and with two workers that are up already; from its approval to its end. */
export async function twoWorkersFigure(): Promise<Figure> {
  const seconds = async (workers: number) =>
    withPlace({ documents: 240, chunksEach: 6, batchSize: 3 }, async ({ db, env }) => {
      const fleet = startFleet(workers, worker, env);
      try {
        const id = await requestRun(db, actor, { kind: "ingest", mode: "full", approve: true });
        await until(db, id, "state", "waiting for approval");
        for (let live = 0; live < workers; await wait(100)) {
          const { rows } = await sql<{ live: number }>`select count(*)::int as live
            from console.settings s, jsonb_each_text(s.value) w where s.key = 'workers'`.execute(
            db,
          );
          live = rows[0]?.live ?? 0;
        }
        const { rows: planned } = await sql<{
          tokens: number;
        }>`select planned_tokens::float8 as tokens from console.runs where id = ${id}`.execute(db);
        await approveRun(db, actor, id, { tokens: planned[0]?.tokens });
        await until(db, id, "state", "succeeded");
        const { rows } = await sql<{
          seconds: number;
        }>`select extract(epoch from finished_at - approved_at)::float8
          as seconds from console.runs where id = ${id}`.execute(db);
        return rows[0]?.seconds ?? 0;
      } finally {
        await fleet.stop();
      }
    });
  const one = await seconds(1);
  const two = await seconds(2);
  return {
    name: "two workers against one",
    value: `${(one / two).toFixed(2)} ×`,
    goal: "≥ 1.8 ×",
    over: `1,440 chunks, ${latencyMs} ms a request: ${one.toFixed(1)} s and ${two.toFixed(1)} s`,
  };
}

/** From being asked for to being taken, one run after another. */
export function startFigure(): Promise<Figure> {
  const rounds = 60;
  return withPlace({ documents: 1, chunksEach: 1, batchSize: 8 }, async ({ db, env }) => {
    const fleet = startFleet(1, worker, env);
    const times: number[] = [];
    try {
      for (let round = 0; round <= rounds; round++) {
        const asked: RequestRun = { kind: "ingest", mode: "dry-run" };
        const id = await requestRun(db, actor, asked);
        await until(db, id, "state", "succeeded");
        const { rows } = await sql<{
          ms: number;
        }>`select extract(epoch from started_at - created_at)::float8 * 1000
          as ms from console.runs where id = ${id}`.execute(db);
        // The first one waits for the worker to start.
        if (round > 0) times.push(rows[0]?.ms ?? 0);
      }
    } finally {
      await fleet.stop();
    }
    return {
      name: "enqueue → start p95",
      value: `${Math.round(percentile(times, 0.95))} ms`,
      goal: "≤ 1,500 ms",
      over: `${rounds} runs, p50 ${Math.round(percentile(times, 0.5))} ms`,
    };
  });
}

// Runs of their own that are killed side by side: a kill waits for a lease to end, not for the machine.
const trials = 4;

/** From a kill -9 of the only worker of a run until another program holds the run. */
export async function takeUpFigure(kills: number): Promise<Figure> {
  const each = await Promise.all(
    Array.from({ length: trials }, (_, at) =>
      takeUpTimes(Math.floor(kills / trials) + (at < kills % trials ? 1 : 0)),
    ),
  );
  const times = each.flat();
  const seconds = (share: number) => (percentile(times, share) / 1000).toFixed(1);
  return {
    name: "kill → taken up p99",
    value: `${seconds(0.99)} s`,
    goal: "≤ 15 s",
    over: `${times.length} kills in ${trials} runs side by side, median ${seconds(0.5)} s, longest ${seconds(1)} s; each run's only worker, started anew at once`,
  };
}

function takeUpTimes(kills: number): Promise<number[]> {
  return withPlace(
    { documents: 15, chunksEach: 12, batchSize: 1 },
    async ({ db, env, provider }) => {
      provider.beforeAnswer = () => wait(2_000);
      const fleet = startFleet(1, worker, env);
      const times: number[] = [];
      try {
        while (times.length < kills) {
          const id = await requestRun(db, actor, { kind: "ingest", mode: "full" });
          while (times.length < kills && (await takenUp(db, id, fleet, times)));
          await sql`update console.runs set state = 'cancelled', finished_at = now() where id = ${id}`.execute(
            db,
          );
          await sql`delete from console.run_leases`.execute(db);
          await sql`delete from console.embedding_cache`.execute(db);
          await sql`delete from pgboss.job where name = 'runs'`.execute(db);
        }
      } finally {
        await fleet.stop();
      }
      return times;
    },
  );
}

/** Kills whoever holds the run and notes how long it took another to hold it; false once the run has ended. */
async function takenUp(
  db: Db,
  id: string,
  fleet: ReturnType<typeof startFleet>,
  times: number[],
): Promise<boolean> {
  const holder = async () => {
    const { rows } = await sql<{
      worker: string | null;
      ended: boolean;
    }>`select r.finished_at is not null as ended,
      (select l.worker from console.run_leases l where l.run_id = r.id order by l.lease_until desc limit 1) as worker
      from console.runs r where r.id = ${id}`.execute(db);
    return rows[0] ?? { worker: null, ended: true };
  };
  let now = await holder();
  for (; now.worker === null && !now.ended; now = await holder()) await wait(50);
  if (now.ended) return false;
  const killed = now.worker;
  await wait(Math.random() * 1_000);
  fleet.killOne();
  const at = performance.now();
  for (now = await holder(); now.worker === killed && !now.ended; now = await holder())
    await wait(50);
  if (now.ended) return false;
  times.push(performance.now() - at);
  return true;
}
