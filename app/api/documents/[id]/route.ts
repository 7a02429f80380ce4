import { handle } from "#app/api/handle.ts";
import { editDocument } from "#lib/corpus/edit-document.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { documentEditSchema, documentParamsSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";

export const GET = handle(
  { permission: "read", params: documentParamsSchema },
  async ({ staff, params }) =>
    readDocument(database("read"), params.id, viewerOf(staff), { redact: redactProse }),
);

export const PATCH = handle(
  {
    permission: "documents.edit",
    params: documentParamsSchema,
    body: documentEditSchema,
    versioned: true,
  },
  async ({ staff, params, body, ifMatch, requestId }) =>
    editDocument(
      database(),
      { id: params.id, version: ifMatch, edit: body, staff },
      { now: new Date(), requestId },
    ),
);
