import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readRun } from "#lib/ingest/read-run.ts";
import { readRunQuerySchema } from "#lib/ingest/run-request-schemas.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: readRunQuerySchema },
  async ({ staff, params, query: { cursor, ...page } }) => {
    const db = database();
    const seesRestricted = staff.role === "admin";
    const [detail, workers] = await Promise.all([
      readRun(db, params.id, { ...page, after: cursor, seesRestricted }),
      readWorkers(db),
    ]);
    return { ...detail, workers };
  },
);
