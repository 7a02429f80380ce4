import { z } from "zod";
import type { readRunCharts } from "#lib/ingest/read-run-charts.ts";
import { chunkActions, documentActions } from "#lib/ingest/run-chart-schemas.ts";
import { outcomes } from "#lib/ingest/runs-schemas.ts";
import { at, bars, count, day, each, type Of, texts } from "./parts.ts";

/** Durations are milliseconds, costs US dollars, throughput is by the minute. */
export const runCharts: Of<typeof readRunCharts> = z.strictObject({
  asOf: at,
  zone: z.string(),
  bars,
  rows: z.array(
    z.strictObject({
      day,
      outcomes: each(outcomes, count),
      duration: z
        .strictObject({ half: z.number(), most: z.number(), longest: z.number() })
        .nullable(),
      documents: each(documentActions, count),
      chunks: each(chunkActions, count),
      tokens: count,
      cost: z.number(),
      throughput: z.strictObject({
        chunksEmbedded: z.number().nullable(),
        documents: z.number().nullable(),
      }),
    }),
  ),
  failures: z.array(
    z.strictObject({
      reason: z.string(),
      documents: count,
      wholeRuns: count,
      runs: count,
      lastAt: at,
    }),
  ),
  people: texts,
  environments: texts,
});
