import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readDifference } from "#lib/ingest/read-difference.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }) },
  ({ staff, params }) =>
    readDifference(database(), params.id, { seesRestricted: staff.role === "admin" }),
);
