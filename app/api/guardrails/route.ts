import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readGuardrails } from "#lib/guardrail/read-scan.ts";
import { guardrailsSearchSchema } from "#lib/guardrail/scan-request-schemas.ts";

/** The last search for amounts, and the places that it found. */
export const GET = handle(
  { permission: "read", query: guardrailsSearchSchema },
  async ({ staff, query }) => readGuardrails(database("read"), viewerOf(staff), query),
);
