import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { mean, percentile } from "#lib/evaluate/metrics.ts";
import { readVocabulary } from "#lib/retrieve/read-vocabulary.ts";
import type { Timings } from "#lib/retrieve/result-schemas.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import type { Figure } from "./figure.ts";
import { withCorpus } from "./with-corpus.ts";

const rounds = 100;
const warmUp = 10;

/** Server times of retrieve() over an ingested corpus in a local stack, one query at a time. */
export function benchRetrieval(): Promise<Figure[]> {
  return withCorpus(measure);
}

async function measure(db: Db): Promise<Figure[]> {
  const chunks = await countEmbedded(db);
  const { sampleQueries } = await readVocabulary(db);
  const samples = sampleQueries.length > 0 ? sampleQueries : ["What year was it made?"];
  const timings: Timings[] = [];
  const totals: number[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    // A number makes each question new, so that the query cache helps nobody.
    const query = `${samples[round % samples.length]} ${round}`;
    const start = performance.now();
    const result = await retrieve(db, {
      query,
      purpose: { cause: "evaluation", actor: { id: null, label: "bench" } },
      visibilityCeiling: { visibility: "public", confidentiality: "normal" },
    });
    if (round < warmUp) continue;
    totals.push(performance.now() - start);
    timings.push(result.timings);
  }
  const over = `${rounds} queries, ${chunks} chunks`;
  const stages = (["embedMs", "searchMs", "rerankMs"] as const)
    .map((stage) => `${stage.slice(0, -2)} ${mean(timings.map((one) => one[stage])).toFixed(1)}`)
    .join(", ");
  return [
    {
      name: "retrieve() p50",
      value: `${percentile(totals, 0.5).toFixed(1)} ms`,
      goal: "≤ 60 ms",
      over,
    },
    { name: "retrieve() p95", value: `${percentile(totals, 0.95).toFixed(1)} ms`, over },
    { name: "retrieve() mean by stage, ms", value: stages, over },
  ];
}

async function countEmbedded(db: Db): Promise<number> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${baseTables().embeddings}`.execute(tx);
    return rows[0]?.count ?? 0;
  });
}
