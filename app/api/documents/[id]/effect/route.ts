import { handle } from "#app/api/handle.ts";
import { predictEffect } from "#lib/corpus/predict-effect.ts";
import { documentParamsSchema, effectQuerySchema } from "#lib/corpus/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", params: documentParamsSchema, query: effectQuerySchema },
  async ({ staff, params, query }) => predictEffect(database(), params.id, query, viewerOf(staff)),
);
