import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { readModelText } from "#lib/retrieve/model-text.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";

/** What a model would be given for a query, with its tokens. Reads only. */
export const POST = handle({ permission: "read", body: queryBodySchema }, async ({ staff, body }) =>
  readModelText(database("read"), {
    ...body,
    withoutVector: "fulltext",
    purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
    visibilityCeiling: visibilityCeiling(staff.role),
  }),
);
