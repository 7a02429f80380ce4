import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { readLeftOut } from "#lib/retrieve/left-out.ts";
import { leftOutBodySchema } from "#lib/retrieve/left-out-schemas.ts";

/** Which filters of each configuration leave these chunks out. Reads only. */
export const POST = handle(
  { permission: "read", body: leftOutBodySchema },
  async ({ staff, body }) => ({
    items: await readLeftOut(database("read"), {
      ...body,
      visibilityCeiling: visibilityCeiling(staff.role),
    }),
    nextCursor: null,
  }),
);
