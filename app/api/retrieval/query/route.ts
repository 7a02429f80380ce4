import { handle } from "#app/api/handle.ts";
import { queryBodySchema } from "#lib/retrieve/schemas.ts";
import { askLab } from "../ask-lab.ts";

/** The chunks for a query. Reads only, although a query needs a body. */
export const POST = handle({ permission: "read", body: queryBodySchema }, ({ staff, body }) =>
  askLab(staff, body),
);
