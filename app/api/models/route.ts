import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { readModels } from "#lib/ingest/shadow/read-models.ts";
import { startShadow } from "#lib/ingest/shadow/start-shadow.ts";
import { startShadowSchema } from "#lib/ingest/shadow-schemas.ts";

export const GET = handle({ permission: "settings.manage" }, ({ staff }) =>
  readModels(database(), staff),
);

export const POST = handle(
  { permission: "settings.manage", body: startShadowSchema, idempotent: true },
  async ({ staff, body, requestId }) =>
    Response.json(await startShadow(database(), staff, body.model, requestId), { status: 202 }),
);
