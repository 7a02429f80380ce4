import { handle } from "#app/api/handle.ts";
import { draftDriftSchema } from "#lib/corpus/drift-schemas.ts";
import { draftDrift } from "#lib/curate/accept-drift.ts";
import { database } from "#lib/db/pool.ts";

/** Pins differences of which one side is to be taken, with the versions that were seen. */
export const POST = handle(
  { permission: "documents.edit", body: draftDriftSchema, idempotent: true },
  async ({ staff, body }) => draftDrift(database(), body, staff),
);
