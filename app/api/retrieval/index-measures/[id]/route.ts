import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { readMeasure } from "#lib/evaluate/index-quality/read-measure.ts";
import { savedParamsSchema as params } from "#lib/evaluate/schemas.ts";

export const GET = handle({ permission: "read", params }, async ({ staff, params: { id } }) => {
  const measure = await readMeasure(database(), staff, id);
  if (!measure) throw new AppError("not_found", "There is no measure of the index of this id.");
  return measure;
});
