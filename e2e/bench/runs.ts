import { childEnvironment } from "#lib/env/env.ts";
import { crashTrial } from "#lib/testing/crash/crash-harness.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Figure } from "./figure.ts";
import { pageFigures } from "./run-page.ts";
import { startFigure, takeUpFigure, twoWorkersFigure } from "./run-workers.ts";

/**
 * Runs on TEST_DATABASE_URL: two workers against one, how soon a run starts, a run's page over 1,000 documents, how
 * soon a killed worker's run is taken up (BENCH_RUN_KILLS, 100), and rolling restarts (BENCH_RUN_STOPS, 50) under load.
 * BENCH_RUN_PARTS names those that are wanted: workers, start, page, kills, restarts.
 */
export async function benchRuns(): Promise<Figure[]> {
  const { TEST_DATABASE_URL, BENCH_RUN_KILLS, BENCH_RUN_STOPS, BENCH_RUN_PARTS } =
    childEnvironment();
  if (!TEST_DATABASE_URL)
    throw new Error("set TEST_DATABASE_URL: these figures are of a real server");
  const parts: Record<string, () => Promise<Figure[]>> = {
    workers: async () => [await twoWorkersFigure()],
    start: async () => [await startFigure()],
    page: pageFigures,
    kills: async () => [await takeUpFigure(Number(BENCH_RUN_KILLS ?? 100))],
    restarts: () => rollingRestarts(Number(BENCH_RUN_STOPS ?? 50)),
  };
  const figures: Figure[] = [];
  for (const [name, part] of Object.entries(parts))
    if (!BENCH_RUN_PARTS || BENCH_RUN_PARTS.split(",").includes(name))
      figures.push(...(await part()));
  return figures;
}

async function rollingRestarts(stops: number): Promise<Figure[]> {
  const base = await testDatabase();
  try {
    const trial = await crashTrial({
      url: base.url,
      documents: 60,
      chunksEach: 6,
      workers: 2,
      kills: 0,
      stops,
      cuts: 0,
      restarts: 0,
      every: 1_000,
      latencyMs: 200,
      batchSize: 8,
    });
    const over = `${trial.runs} runs over ${trial.chunks} chunks, 2 workers`;
    return [
      {
        name: `${stops} rolling restarts: chunks lost`,
        value: String(trial.lost),
        goal: "0",
        over,
      },
      { name: "doubled", value: String(trial.doubled), goal: "0" },
      {
        name: "bought again",
        value: String(trial.boughtAgain),
        goal: "0",
        over: `of ${trial.bought}`,
      },
      {
        name: "runs that did not succeed",
        value: String(trial.unhappy.length),
        goal: "0",
        over: trial.unhappy.join("; "),
      },
    ];
  } finally {
    await base.close();
  }
}
