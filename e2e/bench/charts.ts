import { sql } from "kysely";
import { countSizes } from "#lib/corpus/count-sizes.ts";
import { readGrowth } from "#lib/corpus/read-growth.ts";
import { readStates } from "#lib/corpus/read-states.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readCosts } from "#lib/embed/read-costs.ts";
import { sumProviderDays } from "#lib/embed/sum-provider-days.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { readRunCharts } from "#lib/ingest/read-run-charts.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Figure } from "./figure.ts";
import { insertGrowth } from "./growth-data.ts";
import { insertHistory } from "./history-data.ts";
import { insertCountedDocuments } from "./overview-data.ts";

const size = { runs: 10_000, calls: 250_000 };
const documents = 100_000;
const chunks = 100_000;
const reader = { seesRestricted: false, redact: (text: string) => text, redactionVersion: "r9" };

/** The reads of the charts over a year on TEST_DATABASE_URL, beside one plain grouping of the same rows. */
export async function benchCharts(): Promise<Figure[]> {
  if (!childEnvironment().TEST_DATABASE_URL)
    throw new Error("set TEST_DATABASE_URL: these figures are of a real server");
  const { db, close } = await testDatabase();
  try {
    await insertHistory(db, size);
    await sql`analyze`.execute(db);
    const over = `100 reads, ${size.runs} runs and ${size.calls} requests in a year`;
    const bareRuns = await times(() =>
      sql`select date_trunc('day', created_at), state, count(*) from console.runs group by 1, 2`.execute(
        db,
      ),
    );
    return [
      await figure("charts of runs, a year", bareRuns, over, () => charts(db, {})),
      await figure("charts of runs, filtered", bareRuns, over, () =>
        charts(db, { kind: "ingest", who: "ci", state: "succeeded" }),
      ),
      ...(await costFigures(db, over)),
      ...(await overviewFigures(db)),
      ...(await growthFigures(db)),
    ];
  } finally {
    await close();
  }
}

async function costFigures(db: Db, over: string): Promise<Figure[]> {
  const bare = await times(() =>
    sql`select date_trunc('day', at), cause, sum(cost) from console.provider_calls group by 1, 2`.execute(
      db,
    ),
  );
  const read = (by: "cause" | "who") => readCosts(db, { time: "1y", by });
  await sumProviderDays(db);
  return [
    await figure("costs by cause, a year", bare, over, () => read("cause")),
    await figure("costs by person, a year", bare, over, () => read("who")),
  ];
}

/** The overview's count: as it is mostly asked for, and when nothing is remembered. */
async function overviewFigures(db: Db): Promise<Figure[]> {
  await insertCountedDocuments(db, documents);
  await sql`analyze`.execute(db);
  const bare = await times(
    () =>
      sql`select status, count(*), sum(s.chunks) from public.documents d
      join console.document_stats s on s.document_id = d.id group by 1`.execute(db),
    20,
  );
  const over = `${documents} documents`;
  let n = 0;
  return [
    await figure("overview's count, nothing written since", bare, over, () =>
      readStates(db, reader),
    ),
    await figure(
      "overview's count, counted anew",
      bare,
      over,
      async () => {
        // Other rules than the last time: nothing is remembered for them.
        await readStates(db, { ...reader, redactionVersion: `r${n++}` });
      },
      20,
    ),
  ];
}

/** The corpus over a year, with its chunks by size; those are counted at each look. */
async function growthFigures(db: Db): Promise<Figure[]> {
  await insertGrowth(db, { chunks });
  await sql`analyze`.execute(db);
  const bare = await times(() =>
    sql`select token_count / 100, count(*) from public.chunks group by 1`.execute(db),
  );
  const over = `${chunks} chunks, ${documents} documents`;
  return [
    await figure("growth of the corpus, a year", bare, `365 days, ${over}`, () =>
      readGrowth(db, { time: "1y" }, reader),
    ),
    await figure("chunks by size", bare, over, () =>
      withRole(db, "perazzi_read", (tx) => countSizes(tx, reader)),
    ),
  ];
}

function charts(db: Db, filter: Parameters<typeof readRunCharts>[1]) {
  return readRunCharts(db, { time: "1y", ...filter }, { seesRestricted: false });
}

async function figure(
  name: string,
  bare: number[],
  over: string,
  read: () => Promise<unknown>,
  rounds = 100,
): Promise<Figure> {
  const took = await times(read, rounds);
  const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
  const ratio = p50 / percentile(bare, 0.5);
  return {
    name: `${name}, p95`,
    value: `${p95.toFixed(0)} ms`,
    goal: "≤ 150 ms",
    over: `p50 ${p50.toFixed(0)} ms, ${ratio.toFixed(1)} times the bare grouping (${percentile(bare, 0.5).toFixed(0)} ms); ${over}`,
  };
}

async function times(read: () => Promise<unknown>, rounds = 100): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds + 10; round++) {
    const start = performance.now();
    await read();
    if (round >= 10) took.push(performance.now() - start);
  }
  return took;
}
