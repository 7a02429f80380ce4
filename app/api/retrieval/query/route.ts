import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** The chunks for a query. Reads only, although a query needs a body. */
export const POST = handle({ permission: "read", body: queryBodySchema }, async ({ staff, body }) =>
  retrieve(database("read"), {
    ...body,
    purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
    visibilityCeiling: visibilityCeiling(staff.role),
  }),
);
