import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { exportDocuments } from "#lib/corpus/export-documents.ts";
import { exportFormats, exportHeaders } from "#lib/corpus/export-rows.ts";
import { database } from "#lib/db/pool.ts";

const query = documentListSchema.extend({ format: z.enum(exportFormats).default("csv") });

export const GET = handle({ permission: "read", query }, async ({ staff, query }) => {
  const { format, ...state } = query;
  const file = exportDocuments(database("read"), state, format, readerOf(staff));
  return new Response(file, { headers: exportHeaders("documents", format, new Date()) });
});
