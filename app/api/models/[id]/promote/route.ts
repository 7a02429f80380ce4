import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { requestPromotion } from "#lib/ingest/shadow/request-promotion.ts";
import { promoteShadowSchema } from "#lib/ingest/shadow-schemas.ts";

export const POST = handle(
  {
    permission: "settings.manage",
    params: z.object({ id: z.uuid() }),
    body: promoteShadowSchema,
  },
  async ({ staff, params, body, requestId }) => {
    await requestPromotion(database(), staff, params.id, body.readers, requestId);
    return new Response(null, { status: 202 });
  },
);
