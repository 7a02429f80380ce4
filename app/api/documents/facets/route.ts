import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { facetDocuments } from "#lib/corpus/facet-documents.ts";
import { database } from "#lib/db/pool.ts";

export const GET = handle(
  { permission: "read", query: documentListSchema },
  async ({ staff, query }) => facetDocuments(database("read"), query, readerOf(staff)),
);
