import { handle } from "#app/api/handle.ts";
import { effectBodySchema } from "#lib/corpus/change-schemas.ts";
import { predictEffect } from "#lib/curate/predict-effect.ts";
import { database } from "#lib/db/pool.ts";

/** What an edit of some rows would do. Nothing is changed. */
export const POST = handle(
  { permission: "read", body: effectBodySchema },
  async ({ staff, body }) => predictEffect(database(), body, staff, new Date()),
);
