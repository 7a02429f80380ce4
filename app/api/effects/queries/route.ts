import { handle } from "#app/api/handle.ts";
import { effectBodySchema } from "#lib/corpus/change-schemas.ts";
import { predictQueries } from "#lib/curate/predict-queries.ts";
import { database } from "#lib/db/pool.ts";

/** Which of the kept queries would find something else. Nothing is changed. */
export const POST = handle(
  { permission: "read", body: effectBodySchema },
  async ({ staff, body }) => predictQueries(database(), body, staff, new Date()),
);
