import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { resumeShadow } from "#lib/ingest/shadow/resume-shadow.ts";

export const POST = handle(
  { permission: "settings.manage", params: z.object({ id: z.uuid() }) },
  ({ staff, params, requestId }) => resumeShadow(database(), staff, params.id, requestId),
);
