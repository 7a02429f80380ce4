import { handle } from "#app/api/handle.ts";
import { changeSetParamsSchema, undoBodySchema } from "#lib/corpus/change-schemas.ts";
import { undoChangeSet } from "#lib/curate/undo-change-set.ts";
import { database } from "#lib/db/pool.ts";

export const POST = handle(
  {
    permission: "documents.edit",
    params: changeSetParamsSchema,
    body: undoBodySchema,
    idempotent: true,
  },
  async ({ staff, params, body, requestId }) =>
    undoChangeSet(database(), params.id, body, { staff, requestId }),
);
