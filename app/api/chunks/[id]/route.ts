import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { chunkEditBodySchema } from "#lib/corpus/change-schemas.ts";
import { chunkParamsSchema } from "#lib/corpus/chunk-schemas.ts";
import { readChunk } from "#lib/corpus/read-chunk.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { editRow } from "#lib/curate/edit-row.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", params: chunkParamsSchema },
  async ({ staff, params }) => readChunk(database("read"), params.id, readerOf(staff)),
);

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
