import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { approveRun } from "#lib/ingest/approve-run.ts";
import { approveRunSchema } from "#lib/ingest/run-request-schemas.ts";

export const POST = handle(
  {
    permission: "runs.start",
    params: z.object({ id: z.uuid() }),
    body: approveRunSchema,
    idempotent: true,
  },
  ({ staff, params, body, requestId }) =>
    approveRun(database(), staff, params.id, { requestId, tokens: body.tokens }),
);
