import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { whyNotBodySchema } from "#lib/retrieve/absence-schemas.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { explainAbsence } from "#lib/retrieve/explain-absence.ts";

/** Why a chunk or document is not in the answer to a query, and what would bring it in. Reads only. */
export const POST = handle(
  { permission: "read", body: whyNotBodySchema },
  async ({ staff, body }) =>
    explainAbsence(database("read"), {
      ...body,
      purpose: { cause: "lab", actor: { id: staff.userId, label: staff.email } },
      visibilityCeiling: visibilityCeiling(staff.role),
    }),
);
