import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { planShadow } from "#lib/ingest/shadow/plan-shadow.ts";
import { planShadowSchema } from "#lib/ingest/shadow-schemas.ts";

export const GET = handle(
  { permission: "settings.manage", query: planShadowSchema },
  ({ staff, query }) => planShadow(database(), staff, query.model),
);
