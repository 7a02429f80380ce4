import { handle } from "#app/api/handle.ts";
import { documentParamsSchema } from "#lib/corpus/schemas.ts";
import { readEditable } from "#lib/curate/read-editable.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", params: documentParamsSchema },
  async ({ staff, params }) => readEditable(database(), "document", params.id, staff),
);
