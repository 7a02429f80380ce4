import { handle } from "#app/api/handle.ts";
import { changeSetPageSchema, changeSetParamsSchema } from "#lib/corpus/change-schemas.ts";
import { readChangeSet } from "#lib/curate/read-change-set.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", params: changeSetParamsSchema, query: changeSetPageSchema },
  async ({ staff, params, query }) => readChangeSet(database(), params.id, query, staff),
);
