import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { exposureSearchSchema } from "#lib/guardrail/exposure-schemas.ts";
import { readExposure } from "#lib/guardrail/read-exposure.ts";

/** Which runs, provider requests and consumers had texts of a document, and what was not logged. */
export const GET = handle(
  { permission: "read", params: z.object({ id: z.uuid() }), query: exposureSearchSchema },
  async ({ staff, params, query }) =>
    readExposure(database(), viewerOf(staff), params.id, query.since),
);
