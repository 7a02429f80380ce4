import { handle } from "#app/api/handle.ts";
import { driftListSchema } from "#lib/corpus/drift-schemas.ts";
import { listDrift } from "#lib/curate/list-drift.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: driftListSchema },
  async ({ staff, query }) => listDrift(database("read"), query, staff),
);
