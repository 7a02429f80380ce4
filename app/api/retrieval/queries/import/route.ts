import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { importQueries } from "#lib/evaluate/import-queries.ts";
import { importQueriesSchema } from "#lib/evaluate/schemas.ts";

/** Questions from a CSV file; safe to send twice. */
export const POST = handle(
  { permission: "queries.save", body: importQueriesSchema, maxBytes: 2_100_000 },
  ({ staff, body, requestId }) => importQueries(database(), staff, body, requestId),
);
