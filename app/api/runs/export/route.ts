import { handle } from "#app/api/handle.ts";
import { exportHeaders } from "#lib/corpus/export-rows.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { exportRuns } from "#lib/ingest/export-runs.ts";
import { exportRunsQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle(
  { permission: "read", query: exportRunsQuerySchema },
  async ({ staff, query: { format, ...search } }) =>
    new Response(exportRuns(database(), viewerOf(staff), search, format), {
      headers: exportHeaders("runs", format, new Date()),
    }),
);
