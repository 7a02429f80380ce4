import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { chunkParamsSchema } from "#lib/corpus/chunk-schemas.ts";
import { database } from "#lib/db/pool.ts";
import { readNeighbours } from "#lib/retrieve/read-neighbours.ts";

export const GET = handle(
  { permission: "read", params: chunkParamsSchema },
  async ({ staff, params }) => readNeighbours(database("read"), params.id, readerOf(staff)),
);
