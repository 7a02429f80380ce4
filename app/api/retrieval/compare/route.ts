import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { compareQuestions } from "#lib/evaluate/compare-questions.ts";
import { compareBodySchema } from "#lib/evaluate/compare-schemas.ts";

/** A few questions, each asked of two lanes. Reads only. */
export const POST = handle(
  { permission: "read", body: compareBodySchema },
  async ({ staff, body }) => ({
    items: await compareQuestions(database("read"), staff, body),
    nextCursor: null,
  }),
);
