import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readPlan } from "#lib/ingest/read-plan.ts";
import { readPlanQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readPlanQuerySchema },
  ({ staff, params, query: { cursor, ...search } }) =>
    readPlan(database(), params.id, {
      ...search,
      after: cursor,
      seesRestricted: staff.role === "admin",
    }),
);
