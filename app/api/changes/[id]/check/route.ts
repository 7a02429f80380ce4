import { handle } from "#app/api/handle.ts";
import { changeSetParamsSchema } from "#lib/corpus/change-schemas.ts";
import { checkQueries } from "#lib/curate/check-queries.ts";
import { database } from "#lib/db/pool.ts";

/** Asks the predicted queries again, now that the change is made. */
export const POST = handle(
  { permission: "read", params: changeSetParamsSchema },
  async ({ staff, params }) => checkQueries(database(), params.id, staff),
);
