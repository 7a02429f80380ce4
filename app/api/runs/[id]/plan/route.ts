import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readPlan } from "#lib/ingest/read-plan.ts";
import { readProgress } from "#lib/ingest/read-progress.ts";
import { readPlanQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readPlanQuerySchema },
  async ({ staff, params, query: { cursor, progress, ...search } }) => {
    const plan = await readPlan(database(), params.id, {
      ...search,
      after: cursor,
      seesRestricted: staff.role === "admin",
    });
    if (progress === undefined) return plan;
    return { ...plan, progress: await readProgress(database(), viewerOf(staff), params.id) };
  },
);
