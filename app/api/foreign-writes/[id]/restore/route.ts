import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { restoreForeignWrite } from "#lib/curate/restore-foreign-write.ts";
import { database } from "#lib/db/pool.ts";

export const POST = handle(
  { permission: "loosen", params: z.object({ id: z.coerce.number().int().min(1) }) },
  ({ staff, params, requestId }) => restoreForeignWrite(database(), staff, params.id, requestId),
);
