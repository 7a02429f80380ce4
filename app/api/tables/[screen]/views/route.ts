import { handle } from "#app/api/handle.ts";
import { saveView } from "#lib/corpus/save-view.ts";
import { newViewSchema, screenParamsSchema } from "#lib/corpus/table-schemas.ts";
import { database } from "#lib/db/pool.ts";

export const POST = handle(
  { permission: "read", params: screenParamsSchema, body: newViewSchema, idempotent: true },
  async ({ staff, params, body }) => saveView(database(), params.screen, body, staff),
);
