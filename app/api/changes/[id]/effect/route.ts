import { handle } from "#app/api/handle.ts";
import { changeSetParamsSchema, draftEffectBodySchema } from "#lib/corpus/change-schemas.ts";
import { previewEffect } from "#lib/curate/preview-draft.ts";
import { database } from "#lib/db/pool.ts";

/** What these changes would do to the pinned rows. Nothing is changed. */
export const POST = handle(
  { permission: "documents.edit", params: changeSetParamsSchema, body: draftEffectBodySchema },
  async ({ staff, params, body }) =>
    previewEffect(database(), params.id, body.changes, staff, new Date()),
);
