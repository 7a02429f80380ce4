import { relative } from "node:path";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readModelState } from "#lib/embed/active-model.ts";
import { activeEmbedder } from "#lib/embed/choose-embedder.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { fileChecksums, readCorpus } from "./corpus-state.ts";
import type { FileDriftItem } from "./file-drift-schemas.ts";
import { findDrift } from "./find-drift.ts";
import { readStoredDocuments } from "./stored-documents.ts";
import { walkFiles } from "./walk-files.ts";

/** Compares files and manifest with the database and stores where they differ. A worker's task: web has no files. */
export async function compareFiles(db: Db): Promise<void> {
  try {
    const corpus = await readCorpus();
    const { manifest, root, manifestPath } = corpus;
    const stored = await withRole(
      db,
      "perazzi_ingest",
      async (tx) => readStoredDocuments(tx, activeEmbedder(await readModelState(tx)).model),
      { timeoutMs: 60_000 },
    );
    const checks = await fileChecksums(
      root,
      manifest.rows.map(({ path }) => path),
    );
    const own = new Set([relative(root, manifestPath), "corpus.json"]);
    const files = (await walkFiles(root)).filter((path) => !own.has(path));
    await store(db, findDrift({ manifest, stored, checks, files }), null);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "unavailable" || error.code === "internal") throw thrown;
    await store(db, undefined, error.message);
  }
}

function store(db: Db, items: FileDriftItem[] | undefined, error: string | null): Promise<void> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    await sql`insert into console.settings (key, value)
      values ('file_drift', jsonb_build_object('checkedAt', now(), 'error', ${error}::text))
      on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(tx);
    if (!items) return;
    await sql`delete from console.file_drift where path <> all(${items.map(({ path }) => path)}::text[])`.execute(
      tx,
    );
    await sql`insert into console.file_drift as f (path, kind, document_id, reason, manifest_row)
      select t.path, t.kind, t."documentId", t.reason, t."manifestRow"
      from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as t (path text, kind text, "documentId" uuid,
        reason text, "manifestRow" text)
      on conflict (path) do update set kind = excluded.kind, document_id = excluded.document_id,
        reason = excluded.reason, manifest_row = excluded.manifest_row,
        found_at = case when f.kind = excluded.kind then f.found_at else now() end`.execute(tx);
  });
}
