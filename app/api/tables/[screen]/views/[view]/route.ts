import { handle } from "#app/api/handle.ts";
import { deleteView } from "#lib/corpus/delete-view.ts";
import { viewParamsSchema } from "#lib/corpus/table-schemas.ts";
import { database } from "#lib/db/pool.ts";

export const DELETE = handle(
  { permission: "read", params: viewParamsSchema },
  async ({ staff, params }) => deleteView(database(), params.screen, params.view, staff),
);
