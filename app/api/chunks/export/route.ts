import { z } from "zod";
import { handle } from "#app/api/handle.ts";
import { readerOf } from "#app/reader-of.ts";
import { chunkListSchema } from "#lib/corpus/browse-schemas.ts";
import { exportChunks } from "#lib/corpus/export-chunks.ts";
import { exportFormats, exportHeaders } from "#lib/corpus/export-rows.ts";
import { database } from "#lib/db/pool.ts";

const query = chunkListSchema.extend({ format: z.enum(exportFormats).default("csv") });

export const GET = handle({ permission: "read", query }, async ({ staff, query }) => {
  const { format, ...state } = query;
  const file = exportChunks(database("read"), state, format, readerOf(staff));
  return new Response(file, { headers: exportHeaders("chunks", format, new Date()) });
});
