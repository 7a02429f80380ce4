import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#lib/db/with-role.ts";

/** US dollars for a million tokens, and the day since when that is so. */
type ModelPrice = { perMillion: number; since: string };

/** What the providers ask. The setting `model_prices`, of the same form, wins over it. */
export const listPrices: Record<string, ModelPrice> = {
  "text-embedding-3-large": { perMillion: 0.13, since: "2024-01-25" },
  "text-embedding-3-small": { perMillion: 0.02, since: "2024-01-25" },
  "text-embedding-ada-002": { perMillion: 0.1, since: "2023-06-13" },
};

export const modelPricesSchema = z.record(
  z.string().min(1).max(100),
  z.object({ perMillion: z.number().min(0).max(100_000), since: z.iso.date() }),
);

/** The price of a model now: the setting's, else the list's, else 0 with an unknown date. */
export async function readPrice(
  tx: Tx,
  model: string,
): Promise<{ perMillion: number; since: string | null }> {
  const { rows } = await sql<{
    value: unknown;
  }>`select value from console.settings where key = 'model_prices'`.execute(tx);
  const set = modelPricesSchema.safeParse(rows[0]?.value ?? {});
  return (
    (set.success ? set.data[model] : undefined) ??
    listPrices[model] ?? { perMillion: 0, since: null }
  );
}

/** US dollars for so many tokens. */
export function costOf(tokens: number, perMillion: number): number {
  return (tokens * perMillion) / 1e6;
}
