import { z } from "zod";

/** What is logged of retrievals, and for how long. Kept under the setting `retrieval_log`. */
export const logSettingsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Keep the words of queries that programs ask. */
  queryText: z.boolean().default(false),
  /** Keep the words of queries from the lab. */
  labQueryText: z.boolean().default(false),
  retentionDays: z.int().min(1).max(3650).default(90),
});
export type LogSettings = z.infer<typeof logSettingsSchema>;
