import { handle } from "#app/api/handle.ts";
import { importBodySchema } from "#lib/corpus/change-schemas.ts";
import { importCsv } from "#lib/curate/import-csv.ts";
import { database } from "#lib/db/pool.ts";

/** An exported file that was edited elsewhere becomes a draft. */
export const POST = handle(
  {
    permission: "documents.edit",
    body: importBodySchema,
    idempotent: true,
    maxBytes: 16 * 1024 * 1024,
  },
  async ({ staff, body }) => importCsv(database(), body, staff),
);
