import { handle } from "#app/api/handle.ts";
import { draftBodySchema, listChangesQuerySchema } from "#lib/corpus/change-schemas.ts";
import { draftChangeSet } from "#lib/curate/draft-change-set.ts";
import { listChangeSets } from "#lib/curate/list-change-sets.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: listChangesQuerySchema },
  async ({ staff, query }) =>
    listChangeSets(database(), { cursor: query.cursor, single: query.single === "1" }, staff),
);

/** Pins the rows of an edit of many, with the versions that were seen. */
export const POST = handle(
  {
    permission: "documents.edit",
    body: draftBodySchema,
    idempotent: true,
    maxBytes: 2 * 1024 * 1024,
  },
  async ({ staff, body }) => draftChangeSet(database(), body, staff),
);
