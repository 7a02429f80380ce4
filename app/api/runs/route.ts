import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { documentIdsOf } from "#lib/curate/document-ids-of.ts";
import { database } from "#lib/db/pool.ts";
import { listRuns } from "#lib/ingest/list-runs.ts";
import { requestRun } from "#lib/ingest/request-run.ts";
import {
  listRunsQuerySchema,
  mostChosen,
  requestRunSchema,
} from "#lib/ingest/run-request-schemas.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const GET = handle(
  { permission: "read", query: listRunsQuerySchema },
  async ({ staff, query: { cursor, before, active, ...search } }) => {
    const db = database();
    const [list, workers] = await Promise.all([
      listRuns(db, viewerOf(staff), {
        ...search,
        before: cursor ?? before,
        active: active === "1",
      }),
      readWorkers(db),
    ]);
    return { ...list, workers };
  },
);

export const POST = handle(
  { permission: "runs.start", body: requestRunSchema, idempotent: true },
  async ({ staff, body: { filter, ...asked }, request, requestId }) => {
    const key = request.headers.get("idempotency-key");
    const db = database();
    const chosen =
      filter === undefined
        ? {}
        : { documentIds: await documentIdsOf(db, staff, filter, mostChosen) };
    const id = await requestRun(
      db,
      staff,
      { ...asked, ...chosen },
      {
        requestId,
        idempotencyKey: key ? `${staff.id}:${key}` : undefined,
      },
    );
    return Response.json({ id }, { status: 202, headers: { location: `/api/runs/${id}` } });
  },
);
