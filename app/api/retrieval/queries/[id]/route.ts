import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { changeQuery } from "#lib/evaluate/change-query.ts";
import { readQuery } from "#lib/evaluate/read-query.ts";
import { removeSaved } from "#lib/evaluate/remove-saved.ts";
import { savedParamsSchema as params, queryInputSchema } from "#lib/evaluate/schemas.ts";

export const GET = handle({ permission: "read", params }, async ({ staff, params: { id } }) => {
  const query = await readQuery(database(), staff, id);
  if (!query) throw new AppError("not_found", "This saved query is not there any more.");
  return query;
});

export const PUT = handle(
  { permission: "queries.save", params, body: queryInputSchema, versioned: true },
  ({ staff, params: { id }, body, ifMatch, requestId }) =>
    changeQuery(database(), staff, { id, version: ifMatch, input: body }, requestId),
);

export const DELETE = handle(
  { permission: "queries.save", params, versioned: true },
  async ({ staff, params: { id }, ifMatch, requestId }) => {
    const removal = { table: "saved_queries" as const, id, version: ifMatch };
    await removeSaved(database(), staff, removal, requestId);
  },
);
