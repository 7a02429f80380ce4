import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { retryRun } from "#lib/ingest/retry-run.ts";

export const POST = handle(
  { permission: "runs.start", params: z.object({ id: z.uuid() }), idempotent: true },
  async ({ staff, params, request, requestId }) => {
    const key = request.headers.get("idempotency-key");
    const id = await retryRun(database(), staff, params.id, {
      requestId,
      idempotencyKey: key ? `${staff.id}:${key}` : undefined,
    });
    return Response.json({ id }, { status: 202, headers: { location: `/api/runs/${id}` } });
  },
);
