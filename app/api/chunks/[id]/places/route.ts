import { handle } from "#app/api/handle.ts";
import { chunkParamsSchema } from "#lib/corpus/chunk-schemas.ts";
import { findInQueries } from "#lib/curate/find-in-queries.ts";
import { database } from "#lib/db/pool.ts";

/** Which saved queries bring this chunk, and where. */
export const GET = handle(
  { permission: "read", params: chunkParamsSchema },
  async ({ staff, params }) => findInQueries(database(), { chunkId: params.id }, staff),
);
