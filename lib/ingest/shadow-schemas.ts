import { z } from "zod";
import type { RunProgress } from "./runs-schemas.ts";

export const shadowStates = ["filling", "resting", "failed", "promoting"] as const;
export type ShadowState = (typeof shadowStates)[number];

const modelName = z
  .string()
  .trim()
  .min(1, "Name the model.")
  .max(100, "A model's name has at most 100 characters.")
  .regex(/^[\x21-\x7e]+$/, "A model's name has no blanks.");

export const planShadowSchema = z.object({ model: modelName });
export const startShadowSchema = z.strictObject({ model: modelName });

/** Every reader that embeds questions itself, by the key under which it is listed. */
export const promoteShadowSchema = z.strictObject({
  readers: z.array(z.string().min(1).max(100)).max(200),
});

/** What a set of all chunks costs before any is bought. `since`: the day of the price, null where none is known. */
export type ShadowPlan = {
  model: string;
  chunks: number;
  tokens: number;
  /** False for the offline embedder, which asks nobody. */
  paid: boolean;
  perMillion: number;
  since: string | null;
  cost: number;
  /** Of today, for all causes together; a filling stands still at it. */
  budget: RunProgress["budget"];
};

/** `wanted` chunks should have a vector; of these `covered` have one and `failed` were refused by the model. */
export type Coverage = { wanted: number; covered: number; failed: number; missingTokens: number };

export type ShadowSet = {
  id: string;
  model: string;
  state: ShadowState;
  errorMessage: string | null;
  /** It waits for the day's budget, and goes on by itself. */
  held: boolean;
  createdAt: string;
  createdBy: string;
  filledAt: string | null;
  /** After a promotion of another model: until when these vectors were served. */
  servedUntil: string | null;
  coverage: Coverage;
  complete: boolean;
  /** What is left to buy, at today's price; vectors that were bought before cost nothing. */
  costOfRest: number;
  /** US dollars and tokens booked for this model's sets so far. */
  spent: { tokens: number; cost: number; requests: number };
  /** The first of those that failed, with why. */
  failures: { chunkId: string; documentId: string; path: string; error: string }[];
};

/** A reader that embeds questions by itself, so that it must switch together with the vectors. */
export type QuestionReader = { key: string; name: string; why: string; lastAskedAt: string | null };

export type Models = {
  active: string | null;
  served: number;
  /** What the environment asks for, and what is to be done where that is not the active model. */
  environment: { model: string; message: string | null };
  sets: ShadowSet[];
  readers: QuestionReader[];
  runsInTheWay: number;
  workers: { live: number; lastSeenAt: string | null };
};
