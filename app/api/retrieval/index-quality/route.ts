import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { measureIndex } from "#lib/retrieve/measure-index.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** How good the index is for one query, with the chunks that it missed. Reads only. */
export const POST = handle({ permission: "read", body: queryBodySchema }, async ({ staff, body }) =>
  measureIndex(database("read"), {
    ...body,
    purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
    visibilityCeiling: visibilityCeiling(staff.role),
  }),
);
