import { z } from "zod";
import type { readGrowth } from "#lib/corpus/read-growth.ts";
import { causes } from "#lib/embed/cost-schemas.ts";
import type { readCosts } from "#lib/embed/read-costs.ts";
import { type Answer, at, bars, count, day, type Of, texts } from "./parts.ts";

const partState = z.enum(["ok", "down", "none", "unknown"]);

export const health = z.strictObject({
  status: z.enum(["live", "ready", "not ready"]),
  database: partState.optional(),
  queue: partState.optional(),
  worker: partState.optional(),
  auth: partState.optional(),
  provider: partState.optional(),
});

/** US dollars, tokens, requests and how many of these failed. */
const amounts = z.strictObject({ cost: z.number(), tokens: count, calls: count, failed: count });

const costs: Of<typeof readCosts> = z.strictObject({
  asOf: at,
  ever: z.boolean(),
  zone: z.string(),
  bars,
  parts: z.array(amounts.extend({ day, key: z.string() })),
  rows: z.array(amounts.extend({ cause: z.enum(causes), who: z.string(), model: z.string() })),
  people: texts,
});

const growth: Of<typeof readGrowth> = z.strictObject({
  asOf: at,
  zone: z.string(),
  bars,
  points: z.array(
    z.strictObject({
      day,
      recorded: day,
      documents: z.strictObject({ all: count, active: count, embedded: count }),
      chunks: z.strictObject({
        all: count,
        embedded: count,
        stale: count,
        missing: count,
        notWanted: count,
      }),
    }),
  ),
  since: day.nullable(),
  sizes: z.strictObject({
    bars: z.array(z.strictObject({ from: count, to: count.nullable(), chunks: count })),
    unknown: count,
    estimated: z.boolean(),
  }),
});

export const figureAnswers: Record<string, Answer> = {
  "GET /api/costs": costs,
  "GET /api/growth": growth,
  "GET /api/health": health,
  "GET /api/metrics": { files: ["text/plain"] },
  "GET /api/navigation": z.strictObject({ counts: z.record(z.string(), count) }),
};
