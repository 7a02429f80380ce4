import { handle } from "#app/api/handle.ts";
import { chunkEditBodySchema } from "#lib/corpus/change-schemas.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { editRow } from "#lib/curate/edit-row.ts";
import { database } from "#lib/db/pool.ts";

export const PATCH = handle(
  {
    permission: "documents.edit",
    params: documentParamsSchema,
    body: chunkEditBodySchema,
    versioned: true,
  },
  async ({ staff, params, body: { changes, reason, draft }, ifMatch, requestId }) =>
    editRow(
      database(),
      { subject: "chunk", id: params.id, version: ifMatch, changes, reason, draft, staff },
      { now: new Date(), requestId },
    ),
);
