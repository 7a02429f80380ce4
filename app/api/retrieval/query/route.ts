import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** The chunks nearest to a query. Reads only, although a query needs a body. */
export const POST = handle({ permission: "read", body: queryBodySchema }, async ({ staff, body }) =>
  retrieve(database("read"), {
    query: body.query,
    purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
    configuration: body.configuration ?? {},
    visibilityCeiling: visibilityCeiling(staff.role),
    context: body.context,
  }),
);
