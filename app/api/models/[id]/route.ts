import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { discardShadow } from "#lib/ingest/shadow/discard-shadow.ts";

export const DELETE = handle(
  { permission: "settings.manage", params: z.object({ id: z.uuid() }) },
  ({ staff, params, requestId }) => discardShadow(database(), staff, params.id, requestId),
);
