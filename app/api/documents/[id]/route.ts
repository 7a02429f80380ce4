import { handle } from "#app/api/handle.ts";
import { priceRules } from "#app/reader-of.ts";
import { documentEditBodySchema } from "#lib/corpus/change-schemas.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { editRow } from "#lib/curate/edit-row.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", params: documentParamsSchema },
  async ({ staff, params }) =>
    readDocument(database("read"), params.id, viewerOf(staff), priceRules),
);

export const PATCH = handle(
  {
    permission: "documents.edit",
    params: documentParamsSchema,
    body: documentEditBodySchema,
    versioned: true,
  },
  async ({ staff, params, body: { changes, reason, draft }, ifMatch, requestId }) =>
    editRow(
      database(),
      { subject: "document", id: params.id, version: ifMatch, changes, reason, draft, staff },
      { now: new Date(), requestId },
    ),
);
