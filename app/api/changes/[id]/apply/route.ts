import { handle } from "#app/api/handle.ts";
import { applyBodySchema, changeSetParamsSchema } from "#lib/corpus/change-schemas.ts";
import { applyChangeSet } from "#lib/curate/apply-change-set.ts";
import { database } from "#lib/db/pool.ts";

export const POST = handle(
  {
    permission: "documents.edit",
    params: changeSetParamsSchema,
    body: applyBodySchema,
    maxBytes: 1024 * 1024,
  },
  async ({ staff, params, body, requestId }) =>
    applyChangeSet(database(), params.id, body, { staff, requestId }),
);
