import { handle } from "#app/api/handle.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { findInQueries } from "#lib/curate/find-in-queries.ts";
import { database } from "#lib/db/pool.ts";

/** Which saved queries bring this document, and where. */
export const GET = handle(
  { permission: "read", params: documentParamsSchema },
  async ({ staff, params }) => findInQueries(database(), { documentId: params.id }, staff),
);
