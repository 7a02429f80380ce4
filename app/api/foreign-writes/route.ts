import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { foreignWritesSchema } from "#lib/corpus/foreign-write-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { listForeignWrites } from "#lib/curate/foreign-writes.ts";
import { database } from "#lib/db/pool.ts";

const query = foreignWritesSchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const GET = handle({ permission: "read", query }, ({ staff, query: search }) =>
  listForeignWrites(database("read"), { ...search, ...viewerOf(staff) }),
);
