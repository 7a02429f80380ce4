import { createTwoFilesPatch } from "diff";
import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { editManifest, type ManifestEdit } from "#lib/corpus/edit-manifest.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { driftIn } from "./list-drift.ts";

const cells: Record<string, keyof ManifestEdit> = {
  status: "status",
  embedMode: "embed_mode",
  pricingSensitive: "pricing_sensitive",
};

/**
 * The manifest of the last ingestion as it would be with the values in force, or the difference as a patch. Throws
 * not_found before the first ingestion: the manifest is a file that only workers see.
 */
export function readManifest(db: Db, as: "manifest" | "diff", staff: Staff): Promise<string> {
  // It names every document, also those that only admins may know of.
  permit(staff, "loosen");
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{
      text: string;
    }>`select value ->> 'text' as text from console.settings
      where key = 'manifest_text'`.execute(tx);
    const before = rows[0]?.text;
    if (before === undefined)
      throw new AppError("not_found", "No ingestion has read the manifest yet. Run one first.");
    const edits = new Map<string, ManifestEdit>();
    for (const { path, field, value, source } of await driftIn(tx, viewerOf(staff))) {
      const cell = cells[field];
      if (source === "manifest" && cell)
        edits.set(path, { ...edits.get(path), [cell]: String(value) });
    }
    const after = editManifest(before, edits).text;
    return as === "manifest"
      ? after
      : createTwoFilesPatch("a/Source-Corpus.md", "b/Source-Corpus.md", before, after);
  });
}
