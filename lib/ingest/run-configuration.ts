import { z } from "zod";
import { readMigrations } from "#lib/db/migrations.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { readEmbedSettings } from "#lib/embed/embed-settings.ts";
import type { Embedder } from "#lib/embed/embedder.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { redactionVersion } from "#lib/guardrail/redact.ts";
import { NotForThisWorker } from "#lib/jobs/not-for-this-worker.ts";
import { chunkingVersion } from "./prepare-document.ts";

/** By what rules texts are cut and redacted here, and the newest migration that this program knows. */
function ownRules() {
  return {
    rules: `${chunkingVersion}/${redactionVersion}`,
    schema: readMigrations().at(-1)?.version ?? "",
  };
}

/** What a run is planned with, for its page and for whoever takes it up. Never a key. */
export async function readRunConfiguration(
  tx: Tx,
  { paid }: Embedder,
): Promise<Record<string, string | number | null>> {
  const { EMBED_BATCH_SIZE, EMBED_RETRY_LIMIT, OPENAI_BASE_URL } = env();
  const { inFlight, requestsPerMinute, tokensPerMinute } = await readEmbedSettings(tx);
  return {
    ...ownRules(),
    provider: paid ? hostOf(OPENAI_BASE_URL) : "offline embedder",
    batchSize: EMBED_BATCH_SIZE,
    retries: EMBED_RETRY_LIMIT,
    inFlight: paid ? inFlight : 1,
    requestsPerMinute,
    tokensPerMinute,
  };
}

function hostOf(url: string | undefined): string {
  return url && URL.canParse(url) ? new URL(url).host : "OpenAI";
}

const pinnedSchema = z.object({ rules: z.string(), schema: z.string() });

/**
 * Leaves a run that a newer program planned to newer workers; throws conflict where this program is the newer one and
 * would cut or redact otherwise than was planned.
 */
export function refuseOtherRules(configuration: unknown, own = ownRules()): void {
  const { data: pinned } = pinnedSchema.safeParse(configuration);
  if (!pinned || (pinned.rules === own.rules && pinned.schema <= own.schema)) return;
  if (pinned.schema > own.schema)
    throw new NotForThisWorker("This run was planned by a newer program: update this worker.");
  throw new AppError(
    "conflict",
    "The rules of cutting or redaction are others than when this run was planned. What was done before stays; the rest was left as it is. Start a new run.",
  );
}
