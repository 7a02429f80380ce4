import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readRun } from "#lib/ingest/read-run.ts";
import { readRunQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readRunQuerySchema },
  ({ staff, params, query: { cursor, ...page } }) =>
    readRun(database(), params.id, {
      ...page,
      after: cursor,
      seesRestricted: staff.role === "admin",
    }),
);
