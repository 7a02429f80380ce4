import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { facetDocuments } from "#lib/corpus/facet-documents.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import type { Db } from "#lib/db/pool.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Figure } from "./figure.ts";
import { withCorpus } from "./with-corpus.ts";

const rounds = 200;
const warmUp = 20;

/** Server time of the documents page's two reads, rows and facets, over an ingested corpus. */
export function benchDocuments(): Promise<Figure[]> {
  return withCorpus(async (db) => {
    const all = await measure(db, {});
    const narrowed = await measure(db, { q: "barrel", status: ["active"], sort: "chunks" });
    return [
      { name: "documents page p50", value: all.p50, goal: "≤ 50 ms", over: all.over },
      { name: "documents page p95", value: all.p95, over: all.over },
      { name: "documents page p50, searched and filtered", value: narrowed.p50, goal: "≤ 50 ms" },
    ];
  });
}

async function measure(db: Db, given: object) {
  const state = documentListSchema.parse(given);
  const reader = { seesRestricted: true, redact: redactProse };
  const times: number[] = [];
  let total = 0;
  for (let round = 0; round < warmUp + rounds; round++) {
    const start = performance.now();
    await listDocuments(db, state, reader);
    total = (await facetDocuments(db, state, reader)).total.count;
    if (round >= warmUp) times.push(performance.now() - start);
  }
  return {
    p50: `${percentile(times, 0.5).toFixed(1)} ms`,
    p95: `${percentile(times, 0.95).toFixed(1)} ms`,
    over: `${rounds} reads, ${total} documents`,
  };
}
