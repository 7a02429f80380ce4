import { handle } from "#app/api/handle.ts";
import { settleWritesSchema } from "#lib/corpus/foreign-write-schemas.ts";
import { settleForeignWrites } from "#lib/curate/settle-foreign-writes.ts";
import { database } from "#lib/db/pool.ts";

export const POST = handle(
  { permission: "documents.edit", body: settleWritesSchema },
  async ({ staff, body, requestId }) => settleForeignWrites(database(), body, staff, requestId),
);
