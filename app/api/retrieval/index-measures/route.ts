import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { listMeasures } from "#lib/evaluate/index-quality/list-measures.ts";
import { requestMeasure } from "#lib/evaluate/index-quality/request-measure.ts";

export const GET = handle({ permission: "read" }, ({ staff }) => listMeasures(database(), staff));

/** Asks for a measure of the corpus's index; one that waits or runs is returned instead. */
export const POST = handle({ permission: "queries.save" }, async ({ staff, requestId }) => {
  const id = await requestMeasure(database(), staff, requestId);
  return Response.json({ id }, { status: 202 });
});
