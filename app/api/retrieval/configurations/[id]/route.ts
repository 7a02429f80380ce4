import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { changeConfiguration } from "#lib/evaluate/change-configuration.ts";
import { removeSaved } from "#lib/evaluate/remove-saved.ts";
import { configurationInputSchema, savedParamsSchema as params } from "#lib/evaluate/schemas.ts";

export const PUT = handle(
  { permission: "queries.save", params, body: configurationInputSchema, versioned: true },
  ({ staff, params: { id }, body, ifMatch, requestId }) =>
    changeConfiguration(database(), staff, { id, version: ifMatch, input: body }, requestId),
);

export const DELETE = handle(
  { permission: "queries.save", params, versioned: true },
  async ({ staff, params: { id }, ifMatch, requestId }) => {
    const removal = { table: "saved_configurations" as const, id, version: ifMatch };
    await removeSaved(database(), staff, removal, requestId);
  },
);
