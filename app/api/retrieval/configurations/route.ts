import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { listConfigurations } from "#lib/evaluate/list-configurations.ts";
import { saveConfiguration } from "#lib/evaluate/save-configuration.ts";
import { configurationInputSchema } from "#lib/evaluate/schemas.ts";

export const GET = handle({ permission: "read" }, async ({ staff }) => ({
  items: await listConfigurations(database(), staff),
  nextCursor: null,
}));

export const POST = handle(
  { permission: "queries.save", body: configurationInputSchema, idempotent: true },
  async ({ staff, body, requestId }) =>
    Response.json(await saveConfiguration(database(), staff, body, requestId), { status: 201 }),
);
