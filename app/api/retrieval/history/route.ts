import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { listAsked } from "#lib/evaluate/list-asked.ts";
import { recordAsked } from "#lib/evaluate/record-asked.ts";
import { askedSchema } from "#lib/evaluate/schemas.ts";

export const GET = handle({ permission: "read" }, ({ staff }) => listAsked(database(), staff));

export const POST = handle({ permission: "read", body: askedSchema }, async ({ staff, body }) => {
  await recordAsked(database(), staff, body);
});
