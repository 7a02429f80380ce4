import { handle } from "#app/api/handle.ts";
import { database } from "#lib/db/pool.ts";
import { freezeResults } from "#lib/evaluate/freeze-results.ts";
import { freezeSchema } from "#lib/evaluate/schemas.ts";

/** Asks the lanes once more and keeps their answers under a link. */
export const POST = handle(
  { permission: "queries.save", body: freezeSchema, idempotent: true },
  async ({ staff, body, requestId }) => {
    const databases = { read: database("read"), write: database() };
    const id = await freezeResults(databases, staff, body, requestId);
    const location = `/retrieval/frozen/${id}`;
    return Response.json({ id }, { status: 201, headers: { location } });
  },
);
