import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#lib/db/with-role.ts";

/** The setting `embed_requests`: how an ingestion uses the provider. */
export const embedSettingsSchema = z.object({
  /** Requests under way at the same time. */
  inFlight: z.int().min(1).max(64).catch(4).default(4),
  requestsPerMinute: z.int().min(1).nullable().catch(null).default(null),
  tokensPerMinute: z.int().min(1).nullable().catch(null).default(null),
});

/** What is set, with the defaults for the rest and for nonsense. */
export async function readEmbedSettings(tx: Tx): Promise<z.infer<typeof embedSettingsSchema>> {
  const { rows } = await sql<{
    value: unknown;
  }>`select value from console.settings where key = 'embed_requests'`.execute(tx);
  const set = embedSettingsSchema.safeParse(rows[0]?.value ?? {});
  return set.success ? set.data : embedSettingsSchema.parse({});
}
