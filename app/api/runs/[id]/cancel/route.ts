import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { cancelRun } from "#lib/ingest/cancel-run.ts";

export const POST = handle(
  { permission: "runs.start", params: z.object({ id: z.uuid() }) },
  async ({ staff, params, requestId }) => ({
    state: await cancelRun(database(), staff, params.id, requestId),
  }),
);
