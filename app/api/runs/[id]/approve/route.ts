import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { approveRun } from "#lib/ingest/approve-run.ts";

export const POST = handle(
  { permission: "runs.start", params: z.object({ id: z.uuid() }) },
  ({ staff, params, requestId }) => approveRun(database(), staff, params.id, requestId),
);
