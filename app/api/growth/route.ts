import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { growthQuerySchema } from "#lib/corpus/growth-request-schemas.ts";
import { readGrowth } from "#lib/corpus/read-growth.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle({ permission: "read", query: growthQuerySchema }, ({ staff, query }) =>
  readGrowth(database(), query, readerOf(staff)),
);
