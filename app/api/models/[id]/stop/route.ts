import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { stopShadow } from "#lib/ingest/shadow/stop-shadow.ts";

export const POST = handle(
  { permission: "settings.manage", params: z.object({ id: z.uuid() }) },
  ({ staff, params, requestId }) => stopShadow(database(), staff, params.id, requestId),
);
