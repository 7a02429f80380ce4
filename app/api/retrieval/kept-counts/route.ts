import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { readKeptCounts } from "#lib/retrieve/read-kept-counts.ts";
import { keptCountsBodySchema } from "#lib/retrieve/schemas.ts";

/** How many chunks each filter of a configuration keeps. Reads only. */
export const POST = handle(
  { permission: "read", body: keptCountsBodySchema },
  async ({ staff, body }) => ({
    items: await readKeptCounts(
      database("read"),
      body.configuration,
      visibilityCeiling(staff.role),
    ),
    nextCursor: null,
  }),
);
