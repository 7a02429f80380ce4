import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { startFakeProvider } from "../fake-provider.ts";
import { checkEnd, type EndState } from "./check-end.ts";
import { crashCorpus } from "./crash-corpus.ts";
import { crashServer, cutConnection, mixed, patiently } from "./disturbances.ts";
import { type DocumentSeen, startReader } from "./polling-reader.ts";
import { workerEnvironment } from "./worker-environment.ts";
import { startFleet } from "./worker-fleet.ts";

type Trial = {
  /** A migrated database on a real server; with restarts, on one of its own. */
  url: string;
  documents: number;
  chunksEach: number;
  workers: number;
  kills: number;
  /** Workers that are told to stop, each then started anew. */
  stops?: number;
  cuts: number;
  restarts: number;
  /** Milliseconds between two disturbances; longer where a worker takes longer to start, or none would get to work. */
  every: number;
  /** Of the provider, at `every`: both grow alike, or a run would end before it is disturbed. */
  latencyMs: number;
  batchSize: number;
  /** The program that does the work: ours unless told. */
  worker?: string;
  say?: (what: string) => void;
};

export type TrialResult = EndState & {
  runs: number;
  /** Runs that did not end as succeeded. */
  unhappy: string[];
  polls: number;
  halves: number;
  example: DocumentSeen | undefined;
  /** Texts that were sent more than once, counted each further time. */
  boughtAgain: number;
  bought: number;
  disturbances: number;
  /** Milliseconds that there were between two disturbances. */
  every: number;
};

const ours = fileURLToPath(new URL("../../cli/worker.ts", import.meta.url));

/**
 * Ingests version after version of a corpus with several workers while they are killed, connections are cut and the
 * server crashes, and a reader polls all the time; then says what is lost, doubled, half done or bought again.
 */
export async function crashTrial(trial: Trial): Promise<TrialResult> {
  const { url, documents, chunksEach, latencyMs, batchSize, say = () => undefined } = trial;
  const provider = await startFakeProvider();
  const corpus = crashCorpus(documents, chunksEach);
  const db = openDatabase(url, 2);
  const readerDb = openDatabase(url, 1);
  const env = workerEnvironment({
    url,
    corpusRoot: corpus.root,
    providerUrl: provider.baseUrl,
    batchSize,
  });
  let every = trial.every;
  provider.beforeAnswer = () => wait((latencyMs * every) / trial.every);
  const fleet = startFleet(trial.workers, trial.worker ?? ours, env);
  const reader = startReader(readerDb, chunksEach);
  const left = mixed(trial);
  const disturbances = left.length;
  const unhappy: string[] = [];
  let version = 0;
  // Of the next disturbance; one that a short run did not meet is left to the run after it.
  let due = Date.now() + every;
  try {
    do {
      every = Math.max(trial.every, 2 * (await millisecondsToStart(env)));
      corpus.write(++version);
      const id = await patiently(() => requestRun(db));
      const state = await untilEnded(db, id, async () => {
        if (Date.now() < due) return false;
        due = Date.now() + every;
        const next = left.pop();
        if (next === "kill") fleet.killOne();
        else if (next === "stop") fleet.killOne("SIGTERM");
        else if (next === "cut") await patiently(() => cutConnection(db));
        else if (next === "restart") await crashServer(db).catch(() => undefined);
        return next !== undefined;
      });
      say(`version ${version}: ${state}, ${left.length} disturbances left`);
      if (state !== "succeeded") unhappy.push(state);
    } while (left.length > 0);
    await wait(300);
    const seen = await reader.stop();
    const sent = provider.requests.flat();
    return {
      ...(await checkEnd(db, { documents, chunksEach, version })),
      runs: version,
      unhappy,
      ...seen,
      bought: sent.length,
      boughtAgain: sent.length - new Set(sent).size,
      disturbances,
      every,
    };
  } finally {
    await fleet.stop();
    await reader.stop();
    await Promise.all([db.destroy(), readerDb.destroy(), provider.close()]);
    corpus.remove();
  }
}

function requestRun(db: Db): Promise<string> {
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`select console.request_run('ingest', 'incremental', 'local', null,
      'a trial', '{}', '{}', null) as id`.execute(tx);
    return rows[0]?.id ?? "";
  });
}

/** How long a worker of ours takes to start, find nothing to do and end. */
async function millisecondsToStart(env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, [ours, "--once"], { env, stdio: "ignore" }), "exit");
  return performance.now() - started;
}

const longestUndisturbedMs = 240_000;
const lookEveryMs = 250;

async function untilEnded(db: Db, id: string, disturb: () => Promise<boolean>): Promise<string> {
  let end = Date.now() + longestUndisturbedMs;
  for (;;) {
    await wait(lookEveryMs);
    if (await disturb()) end = Date.now() + longestUndisturbedMs;
    const { rows } = await patiently(() =>
      sql<{
        state: string;
        said: string | null;
        ended: boolean;
      }>`select state, finished_at is not null as ended,
          coalesce(error_message, (select max(message) from console.run_events where run_id = r.id and level = 'error')) as said
        from console.runs r where id = ${id}`.execute(db),
    );
    if (rows[0]?.ended) return [rows[0].state, rows[0].said].filter(Boolean).join(": ");
    if (Date.now() > end)
      return `still ${rows[0]?.state}, ${longestUndisturbedMs / 1000} s after the last disturbance`;
  }
}
