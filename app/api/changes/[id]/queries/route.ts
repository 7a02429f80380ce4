import { handle } from "#app/api/handle.ts";
import { changeSetParamsSchema, draftEffectBodySchema } from "#lib/corpus/change-schemas.ts";
import { previewQueries } from "#lib/curate/preview-draft.ts";
import { database } from "#lib/db/pool.ts";

/** Which of the kept queries would find something else. Nothing is changed. */
export const POST = handle(
  { permission: "documents.edit", params: changeSetParamsSchema, body: draftEffectBodySchema },
  async ({ staff, params, body }) =>
    previewQueries(database(), params.id, body.changes, staff, new Date()),
);
