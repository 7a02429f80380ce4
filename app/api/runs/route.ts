import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { listRuns } from "#lib/ingest/list-runs.ts";
import { readRunHistory } from "#lib/ingest/read-run-history.ts";
import { requestRun } from "#lib/ingest/request-run.ts";
import { listRunsQuerySchema, requestRunSchema } from "#lib/ingest/run-request-schemas.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const GET = handle(
  { permission: "read", query: listRunsQuerySchema },
  async ({ query: { cursor, before, active, ...search } }) => {
    const db = database();
    const [list, workers, history] = await Promise.all([
      listRuns(db, { ...search, before: cursor ?? before, active: active === "1" }),
      readWorkers(db),
      readRunHistory(db, search),
    ]);
    return { ...list, workers, history };
  },
);

export const POST = handle(
  { permission: "runs.start", body: requestRunSchema, idempotent: true },
  async ({ staff, body, request, requestId }) => {
    const key = request.headers.get("idempotency-key");
    const id = await requestRun(database(), staff, body, {
      requestId,
      idempotencyKey: key ? `${staff.id}:${key}` : undefined,
    });
    return Response.json({ id }, { status: 202, headers: { location: `/api/runs/${id}` } });
  },
);
