import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { plural } from "#lib/format/number.ts";
import { type PlannedItem, plannedItem } from "./planned-item.ts";
import { toBuy } from "./preview-document.ts";
import type { RunSession } from "./run-session.ts";
import { readStoredChunks } from "./stored-chunks.ts";

type DocumentRow = { id: string; path: string; version: string; served: boolean; stale: boolean };

/** What a re-embedding would do with each document of its scope. */
export async function planReembed(session: RunSession): Promise<PlannedItem[]> {
  const { db, run, embedder } = session;
  const documents = await withRole(db, "perazzi_ingest", (tx) => readDocuments(session, tx), {
    timeoutMs: 60_000,
  });
  const items: PlannedItem[] = [];
  for (const { id, path, version, served, stale } of documents) {
    session.stop.throwIfAborted();
    const known = { path, documentId: id, version };
    const skipped = (reason: string) =>
      items.push(plannedItem({ ...known, action: "skip", reason }));
    if (!served) {
      skipped("not served: nothing to embed");
      continue;
    }
    if (run.mode === "stale" && !stale) {
      skipped("every chunk has a current vector");
      continue;
    }
    const chunks = await withRole(
      db,
      "perazzi_ingest",
      async (tx) => (await readStoredChunks(tx, [id], embedder)).get(id) ?? [],
    );
    const chosen = run.mode === "stale" ? chunks.filter(({ has_vector }) => !has_vector) : chunks;
    items.push(
      chunks.length === 0
        ? plannedItem({
            ...known,
            action: "fail",
            message: "This document has no chunks: ingest it first.",
          })
        : plannedItem({
            ...known,
            action: "re-embed",
            reason:
              run.mode === "stale"
                ? `${plural(chosen.length, "chunk")} without a current vector`
                : null,
            kept: chunks.length,
            ...(await toBuy(
              session,
              chosen.map(({ text, row }) => ({ text, tokens: Number(row.token_count ?? 0) })),
            )),
          }),
    );
  }
  return items;
}

async function readDocuments(
  { run, embedder }: RunSession,
  tx: Parameters<typeof readStoredChunks>[0],
) {
  const { documents, chunks, embeddings } = baseTables();
  const { documentIds = null, paths = null, path, category = null, docType = null } = run.scope;
  const folder = path === undefined ? null : `${path.replace(/\/$/, "")}/`;
  const { rows } = await sql<DocumentRow>`select d.id, d.path, d.row_version::text as version,
      d.status = 'active' and d.embed_mode <> 'ignore' as served,
      exists (select 1 from ${chunks} c left join ${embeddings} e on e.chunk_id = c.id
          left join console.parked_embeddings p on p.chunk_id = c.id
        where c.document_id = d.id
          and coalesce(e.embedding_model, p.embedding_model) is distinct from ${embedder.model}) as stale
    from ${documents} d
    where (${documentIds}::uuid[] is null or d.id = any(${documentIds}::uuid[]))
      and (${paths}::text[] is null or d.path = any(${paths}::text[]))
      and (${path ?? null}::text is null or d.path = ${path ?? null} or starts_with(d.path, ${folder}))
      and (${category}::text is null or d.category = ${category})
      and (${docType}::text is null or d.doc_type = ${docType})
    order by d.path`.execute(tx);
  return rows;
}
