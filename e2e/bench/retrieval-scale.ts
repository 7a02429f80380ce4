import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { mean, percentile } from "#lib/evaluate/metrics.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { bareSearch } from "./bare-search.ts";
import type { Figure } from "./figure.ts";
import type { VectorKind } from "./scale-data.ts";
import { scaleDatabase, scaleModel } from "./scale-database.ts";
import { type Selectivity, selectivities } from "./scale-truth.ts";

const k = 12;
const seed = 1;
const kinds: VectorKind[] = ["clustered", "hard"];

type Question = { vector: number[]; nearest: string[]; cosines: number[] };

/**
 * Retrieval over vectors from a seed on a real server (TEST_DATABASE_URL): recall and time of auto mode at each
 * selectivity, and what retrieve() costs over the bare SQL of its plan. BENCH_SCALE names sizes and queries:
 * "clustered=100000 hard=100000 queries=500". A database that was filled before is used again.
 */
export async function benchRetrievalScale(): Promise<Figure[]> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) return [{ name: "retrieval-scale", value: "skipped: needs TEST_DATABASE_URL" }];
  const given = new Map(
    (process.env.BENCH_SCALE ?? "").split(/\s+/).map((part) => part.split("=") as [string, string]),
  );
  const figures: Figure[] = [];
  for (const kind of kinds) {
    const chunks = Number(given.get(kind) ?? 100_000);
    if (chunks === 0) continue;
    const queries = Number(given.get("queries") ?? 500);
    const { db } = await scaleDatabase(server, { kind, chunks, queries, seed });
    try {
      const over = `${chunks} × 3,072 ${kind}, ${queries} queries`;
      figures.push(...(await measureAuto(db, over)), ...(await measureOverhead(db, chunks, over)));
    } finally {
      await db.destroy();
    }
  }
  return figures;
}

async function measureAuto(db: Db, over: string): Promise<Figure[]> {
  // A database of an earlier run lies on the disk: read from there an exact scan runs into its timeout.
  await sql`select sum(vector_norm(embedding)) from public.embeddings`.execute(db);
  const exactMs: number[] = [];
  for (const { vector } of (await readQuestions(db, "all")).slice(0, 15))
    exactMs.push((await ask(db, vector, "all", { plan: "exact" })).ms);
  const exact = percentile(exactMs, 0.5);
  const figures: Figure[] = [
    { name: "exact scan, unfiltered, p50", value: `${exact.toFixed(1)} ms`, over },
  ];
  for (const name of Object.keys(selectivities) as Selectivity[]) {
    const found: { hits: number; ms: number; plan: string }[] = [];
    for (const { vector, nearest, cosines } of await readQuestions(db, name)) {
      const { ms, cosinesFound, plan } = await ask(db, vector, name, {});
      // A tie at the cut is no miss: what counts is to be as near as the twelfth.
      const least = (cosines[Math.min(k, nearest.length) - 1] ?? 1) - 1e-6;
      const wanted = Math.min(k, nearest.length);
      const hits = cosinesFound.slice(0, k).filter((cosine) => cosine >= least).length;
      found.push({ hits: (hits / wanted) * k, ms, plan });
    }
    const hits = found.map((one) => one.hits);
    const ms = found.map((one) => one.ms);
    const plans = [...new Set(found.map(({ plan }) => plan))].join("/");
    figures.push({
      name: `auto at ${selectivities[name] * 100} %: recall@12, 5th pct, p50, of exact`,
      value: `${(mean(hits) / k).toFixed(4)} · ${percentile(hits, 0.05).toFixed(0)} of 12 · ${percentile(ms, 0.5).toFixed(1)} ms · ${(percentile(ms, 0.5) / exact).toFixed(3)} (${plans})`,
      goal: "≥ 0.98 · ≥ 10 · · ≤ 0.2",
    });
  }
  return figures;
}

/** retrieve() and the SQL of its plan by turns, so that what else the machine does hits both. */
async function measureOverhead(db: Db, embeddings: number, over: string): Promise<Figure[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (const [index, { vector }] of (await readQuestions(db, "all")).slice(0, 300).entries()) {
    // The second of two that read the same pages finds them in memory: both shall.
    await ask(db, vector, "all", {});
    const turns = [
      async () => ours.push((await ask(db, vector, "all", {})).ms),
      async () =>
        bare.push(await timed(() => bareSearch(db, vector, { model: scaleModel, embeddings }))),
    ];
    for (const turn of index % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  const at = (values: number[], share: number) => percentile(values.slice(20), share);
  const line = (share: number) =>
    `${at(ours, share).toFixed(1)} ms against ${at(bare, share).toFixed(1)} ms: × ${(at(ours, share) / at(bare, share)).toFixed(3)}, ${(at(ours, share) - at(bare, share)).toFixed(1)} ms more`;
  return [
    {
      name: "retrieve() over its bare SQL, p50",
      value: line(0.5),
      goal: "≤ × 1.15 or + 2 ms",
      over,
    },
    { name: "retrieve() over its bare SQL, p95", value: line(0.95), goal: "≤ × 1.5" },
  ];
}

async function ask(
  db: Db,
  vector: number[],
  tag: Selectivity,
  configuration: ConfigurationChanges,
) {
  const start = performance.now();
  const { results, plan } = await retrieve(db, {
    vector,
    purpose: { cause: "evaluation" },
    visibilityCeiling: { visibility: "public", confidentiality: "normal" },
    configuration: {
      k,
      candidates: 60,
      filters: tag === "all" ? [] : [{ field: "contextTags", is: "any", values: [tag] }],
      ...configuration,
    },
  });
  const ms = performance.now() - start;
  return { ms, plan: plan.kind, cosinesFound: results.map(({ cosine }) => cosine ?? -1) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function readQuestions(db: Db, selectivity: Selectivity): Promise<Question[]> {
  const { rows } = await sql<{ vector: string; nearest: string[]; cosines: number[] }>`
    select vector::text, nearest, cosines from public.bench_truth where selectivity = ${selectivity} order by query`.execute(
    db,
  );
  return rows.map((row) => ({ ...row, vector: JSON.parse(row.vector) as number[] }));
}
