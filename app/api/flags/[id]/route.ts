import { handle } from "#app/api/handle.ts";
import { flagParamsSchema, resolveFlagSchema } from "#lib/corpus/flag-schemas.ts";
import { resolveFlag } from "#lib/curate/resolve-flag.ts";
import { database } from "#lib/db/pool.ts";

/** Sets a flag aside. */
export const PATCH = handle(
  { permission: "read", params: flagParamsSchema, body: resolveFlagSchema },
  async ({ staff, params, body, requestId }) =>
    resolveFlag(database(), params.id, body.resolution, { staff, requestId }),
);
