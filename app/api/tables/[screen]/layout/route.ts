import { handle } from "#app/api/handle.ts";
import { keepLayout } from "#lib/corpus/keep-preferences.ts";
import { screenParamsSchema, tableLayoutSchema } from "#lib/corpus/table-schemas.ts";
import { database } from "#lib/db/pool.ts";

export const PUT = handle(
  { permission: "read", params: screenParamsSchema, body: tableLayoutSchema },
  async ({ staff, params, body }) => keepLayout(database(), params.screen, body, staff),
);
