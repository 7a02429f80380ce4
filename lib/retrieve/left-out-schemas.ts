import { z } from "zod";
import { mostLanes } from "./defaults.ts";
import { configurationChangesSchema } from "./schemas.ts";

/** The body of POST /api/retrieval/left-out: chunks, and the configurations whose filters they are held against. */
export const leftOutBodySchema = z.strictObject({
  chunkIds: z.array(z.uuid()).max(400),
  configurations: z.array(configurationChangesSchema).min(1).max(mostLanes),
});
export type LeftOutAsked = z.infer<typeof leftOutBodySchema>;

/** By configuration, as they were asked: the filters that leave this chunk out; none: it passes. */
export type LeftOut = { chunkId: string; filters: string[][] };
