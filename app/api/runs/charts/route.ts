import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { readRunCharts } from "#lib/ingest/read-run-charts.ts";
import { runChartsQuerySchema } from "#lib/ingest/run-request-schemas.ts";

export const GET = handle({ permission: "read", query: runChartsQuerySchema }, ({ staff, query }) =>
  readRunCharts(database(), query, viewerOf(staff)),
);
