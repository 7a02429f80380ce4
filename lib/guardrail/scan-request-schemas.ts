import { z } from "zod";
import { levels } from "./scan-schemas.ts";

/** What stands in the address of the guardrails page and in its API's query. */
export const guardrailsSearchSchema = z.object({
  level: z.enum(levels).catch("leak").default("leak"),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
});
