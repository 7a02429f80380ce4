import { handle } from "#app/api/handle.ts";
import { changeSetParamsSchema, decisionBodySchema } from "#lib/corpus/change-schemas.ts";
import { decideChangeSet } from "#lib/curate/decide-change-set.ts";
import { database } from "#lib/db/pool.ts";

/** An admin's word on a change set that waits. */
export const POST = handle(
  { permission: "loosen", params: changeSetParamsSchema, body: decisionBodySchema },
  async ({ staff, params, body, requestId }) =>
    decideChangeSet(database(), params.id, { ...body, staff, requestId }),
);
