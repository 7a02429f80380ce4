import { handle } from "#app/api/handle.ts";
import { acceptDriftSchema } from "#lib/corpus/drift-schemas.ts";
import { acceptDrift } from "#lib/curate/accept-drift.ts";
import { database } from "#lib/db/pool.ts";

/** Takes one side of some differences. */
export const POST = handle(
  { permission: "documents.edit", body: acceptDriftSchema, idempotent: true },
  async ({ staff, body, requestId }) => acceptDrift(database(), body, { staff, requestId }),
);
