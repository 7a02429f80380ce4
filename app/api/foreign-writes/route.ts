import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { listForeignWrites } from "#lib/curate/foreign-writes.ts";
import { database } from "#lib/db/pool.ts";

const query = z.object({
  cursor: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const GET = handle({ permission: "read", query }, ({ staff, query: { cursor, limit } }) =>
  listForeignWrites(database(), {
    seesRestricted: staff.role === "admin",
    before: cursor,
    limit,
  }),
);
