import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readPlan } from "#lib/ingest/read-plan.ts";
import { readRunPage } from "#lib/ingest/read-run-page.ts";
import { readPlanQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readPlanQuerySchema },
  ({ staff, params, query: { cursor, progress, ...search } }) => {
    const viewer = viewerOf(staff);
    const asked = { ...search, after: cursor };
    return progress
      ? readRunPage(database(), viewer, params.id, asked)
      : readPlan(database(), params.id, { ...asked, seesRestricted: viewer.seesRestricted });
  },
);
