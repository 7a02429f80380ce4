import { z } from "zod";
import { modelPricesSchema } from "#lib/embed/prices.ts";

/** A plan of more tokens than this is started by typing their number. */
export const tokensToTypeDefault = 1_000_000;

export const runLimitsSchema = z.strictObject({
  /** Tokens that all causes together may take in a day before runs stand still; null: no limit. */
  dailyTokens: z.int("takes a whole number").min(0).max(1e12).nullable(),
  tokensToType: z.int("takes a whole number").min(0).max(1e12),
  /** US dollars for a million tokens by model, where they differ from the list. */
  prices: modelPricesSchema,
});
export type RunLimits = z.infer<typeof runLimitsSchema>;
