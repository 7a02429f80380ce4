import { handle } from "#app/api/handle.ts";
import { listFlagsSchema, raiseFlagSchema } from "#lib/corpus/flag-schemas.ts";
import { listFlags } from "#lib/curate/list-flags.ts";
import { raiseFlag } from "#lib/curate/raise-flag.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: listFlagsSchema },
  async ({ staff, query }) => listFlags(database(), query, staff),
);

export const POST = handle(
  { permission: "read", body: raiseFlagSchema, idempotent: true },
  async ({ staff, body, requestId }) => raiseFlag(database(), body, staff, requestId),
);
