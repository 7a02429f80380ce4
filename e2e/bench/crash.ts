import { childEnvironment } from "#lib/env/env.ts";
import { crashTrial } from "#lib/testing/crash/crash-harness.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Figure } from "./figure.ts";

const inFlight = 4;
const batchSize = 16;

/**
 * 100 kill -9, 10 cut connections and 10 crashes of the database during runs over 2,000 chunks with three workers. It
 * kills server processes: TEST_DATABASE_URL must name a server of your own on this machine, and BENCH_OWN_SERVER be 1.
 */
export async function benchCrash(): Promise<Figure[]> {
  const { TEST_DATABASE_URL: server, BENCH_OWN_SERVER: own } = childEnvironment();
  if (!server || own !== "1")
    return [
      {
        name: "crash trial",
        value: "not run",
        over: "it crashes the server: TEST_DATABASE_URL of one of your own on this machine, and BENCH_OWN_SERVER=1",
      },
    ];
  const { url, close } = await testDatabase();
  const counts = { kills: 100, cuts: 10, restarts: 10 };
  const started = performance.now();
  try {
    const trial = await crashTrial({
      url,
      documents: 200,
      chunksEach: 10,
      workers: 3,
      ...counts,
      every: 2_000,
      latencyMs: 200,
      batchSize,
      say: (what) => console.error(`  ${what}`),
    });
    const minutes = (performance.now() - started) / 60_000;
    const zero = (name: string, value: number, over?: string): Figure => ({
      name,
      value: String(value),
      goal: "0",
      ...(over ? { over } : {}),
    });
    return [
      {
        name: "disturbances",
        value: `${counts.kills} kills, ${counts.cuts} cuts, ${counts.restarts} crashes`,
        over: `${trial.runs} runs over ${trial.chunks} chunks, 3 workers, one every ${(trial.every / 1000).toFixed(1)} s, ${minutes.toFixed(1)} min`,
      },
      zero("runs that did not succeed", trial.unhappy.length, trial.unhappy.join(", ")),
      zero("chunks lost", trial.lost),
      zero("chunks doubled", trial.doubled),
      zero("chunks without a vector", trial.withoutVector),
      zero("chunks with another text's vector", trial.wrongVector),
      zero("documents unfinished", trial.unfinished),
      zero("documents seen half done", trial.halves, `${trial.polls} polls of every document`),
      {
        name: "texts bought again",
        value: String(trial.boughtAgain),
        goal: `≤ ${trial.disturbances * inFlight * batchSize}`,
        over: `${trial.bought} bought; ${inFlight} × ${batchSize} in flight at each of ${trial.disturbances}`,
      },
    ];
  } finally {
    await close();
  }
}
