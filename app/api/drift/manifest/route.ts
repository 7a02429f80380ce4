import { handle } from "#app/api/handle.ts";
import { manifestQuerySchema } from "#lib/corpus/drift-schemas.ts";
import { readManifest } from "#lib/curate/read-manifest.ts";
import { database } from "#lib/db/pool.ts";

/** The manifest with the values in force, as a file. */
export const GET = handle(
  { permission: "loosen", query: manifestQuerySchema },
  async ({ staff, query }) => {
    const text = await readManifest(database("read"), query.as, staff);
    const [name, type] =
      query.as === "diff"
        ? ["manifest.diff", "text/x-diff"]
        : ["Source-Corpus.md", "text/markdown"];
    return new Response(text, {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-disposition": `attachment; filename="${name}"`,
        "x-content-type-options": "nosniff",
      },
    });
  },
);
