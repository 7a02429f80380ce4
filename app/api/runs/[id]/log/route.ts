import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readLog } from "#lib/ingest/read-log.ts";
import { readLogQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readLogQuerySchema },
  ({ staff, params, query }) =>
    readLog(database(), params.id, { ...query, seesRestricted: staff.role === "admin" }),
);
