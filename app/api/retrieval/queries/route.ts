import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { listQueries } from "#lib/evaluate/list-queries.ts";
import { saveQuery } from "#lib/evaluate/save-query.ts";
import { listQueriesSchema, queryInputSchema } from "#lib/evaluate/schemas.ts";

export const GET = handle(
  { permission: "read", query: listQueriesSchema },
  async ({ staff, query }) => listQueries(database(), staff, query),
);

export const POST = handle(
  { permission: "queries.save", body: queryInputSchema, idempotent: true },
  async ({ staff, body, requestId }) =>
    Response.json(await saveQuery(database(), staff, body, requestId), { status: 201 }),
);
