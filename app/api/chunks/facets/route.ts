import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { chunkListSchema } from "#lib/corpus/browse-schemas.ts";
import { facetChunks } from "#lib/corpus/facet-chunks.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: chunkListSchema },
  async ({ staff, query }) => facetChunks(database("read"), query, readerOf(staff)),
);
