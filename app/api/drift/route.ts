import { handle } from "#app/api/handle.ts";
import { listDrift } from "#lib/curate/list-drift.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle({ permission: "read" }, async ({ staff }) =>
  listDrift(database("read"), staff),
);
