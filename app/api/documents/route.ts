import { handle } from "#app/api/handle.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { documentListSchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";

export const GET = handle(
  { permission: "read", query: documentListSchema },
  async ({ staff, query }) => listDocuments(database("read"), query, viewerOf(staff), redactProse),
);
