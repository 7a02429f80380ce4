import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { costsQuerySchema } from "#lib/embed/cost-request-schemas.ts";
import { readCosts } from "#lib/embed/read-costs.ts";

export const GET = handle({ permission: "read", query: costsQuerySchema }, ({ query }) =>
  readCosts(database(), query),
);
