import { handle } from "#app/api/handle.ts";
import { chunkParamsSchema } from "#lib/corpus/chunk-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readAppearances } from "#lib/retrieve/log/read-appearances.ts";

export const GET = handle(
  { permission: "read", params: chunkParamsSchema },
  async ({ staff, params }) => readAppearances(database("read"), params.id, viewerOf(staff)),
);
