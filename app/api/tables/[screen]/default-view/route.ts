import { handle } from "#app/api/handle.ts";
import { keepDefaultView } from "#lib/corpus/keep-preferences.ts";
import { defaultViewSchema, screenParamsSchema } from "#lib/corpus/table-schemas.ts";
import { database } from "#lib/db/pool.ts";

export const PUT = handle(
  { permission: "read", params: screenParamsSchema, body: defaultViewSchema },
  async ({ staff, params, body }) => keepDefaultView(database(), params.screen, body.view, staff),
);
