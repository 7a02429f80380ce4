import { handle } from "#app/api/handle.ts";
import { logCall } from "#app/api/log-call.ts";
import { logged } from "#app/api/logged.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { askedWith } from "#lib/retrieve/log/asked-with.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** The chunks for a query. Reads only, although a query needs a body; logged like any retrieval. */
export const POST = handle({ permission: "read", body: queryBodySchema }, ({ staff, body }) =>
  logged(
    { caller: { origin: "lab", actorId: staff.userId }, ...askedWith(body) },
    () =>
      retrieve(database("read"), {
        ...body,
        withoutVector: "fulltext",
        purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
        visibilityCeiling: visibilityCeiling(staff.role),
      }),
    logCall,
  ),
);
