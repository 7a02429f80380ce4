import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readFrozen } from "#lib/evaluate/read-frozen.ts";
import { savedParamsSchema as params } from "#lib/evaluate/schemas.ts";

export const GET = handle({ permission: "read", params }, async ({ staff, params: { id } }) => {
  const frozen = await readFrozen(database(), staff, id);
  if (!frozen) throw new AppError("not_found", "Nothing was frozen under this link.");
  return frozen;
});
