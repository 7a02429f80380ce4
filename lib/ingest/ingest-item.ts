import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { CorpusState } from "./corpus-state.ts";
import type { DocumentWork } from "./document-work.ts";
import { dropDocument } from "./drop-document.ts";
import type { ManifestRow } from "./manifest.ts";
import { matchChunks } from "./match-chunks.ts";
import { type Decision, decide, isServed } from "./plan.ts";
import { embeddingText, pipelineOf } from "./prepare-document.ts";
import { prepareFile } from "./prepare-file.ts";
import { insertEvents } from "./run-events.ts";
import type { RunSession } from "./run-session.ts";
import { readStoredChunks } from "./stored-chunks.ts";
import { readStoredDocuments, type StoredDocument } from "./stored-documents.ts";
import type { RunItem } from "./take-items.ts";
import { manifestSays, valuesInForce } from "./values-in-force.ts";
import { writeDocument } from "./write-document.ts";

/** Makes an item of an ingestion ready: what its file says against what is stored now. */
export async function prepareIngest(
  session: RunSession,
  corpus: CorpusState,
  item: RunItem,
): Promise<DocumentWork> {
  const { db, embedder } = session;
  const row = corpus.manifest.rows.find(({ path }) => path === item.path);
  const stored = await readStored(session, item);
  if (!row) return dropping(item, stored);
  const { action, reason } = await stillToDo(session, corpus, item, row, stored);
  if (action === "skip") return skipping(reason, stored?.id ?? null);
  const values = valuesInForce(manifestSays(row), stored);
  const { source, prepared } = await prepareFile(session, corpus, row, values);
  if ((source?.checksum ?? null) !== item.checksum && (source || item.checksum))
    throw new AppError(
      "conflict",
      "The file is another one than when this run was planned. The document keeps what it had; run again.",
    );
  const known = stored
    ? await withRole(db, "perazzi_ingest", async (tx) =>
        (await readStoredChunks(tx, [stored.id], embedder)).get(stored.id),
      )
    : undefined;
  const { kept, added } = matchChunks(prepared.chunks, known ?? []);
  const wanting = [...kept.filter(({ stored: chunk }) => !chunk.has_vector), ...added];
  return {
    action,
    reason,
    wants: new Map(
      (isServed(values) ? wanting : []).map(({ chunk }) => [
        chunk.hash,
        {
          text: embeddingText(chunk.text),
          sensitive: values.pricing_sensitive,
          source: { path: row.path, documentId: stored?.id ?? null },
        },
      ]),
    ),
    async write(tx, vectors, lease) {
      const { warnings, ...written } = await writeDocument(tx, {
        lease,
        row,
        stored,
        values,
        prepared,
        vectors,
        model: embedder.model,
        pipeline: pipelineOf(row, values, corpus.config),
        checksum: source?.checksum ?? null,
        modifiedAt: source?.modifiedAt ?? null,
      });
      return { ...written, warnings: [...prepared.warnings, ...warnings] };
    },
  };
}

async function readStored(
  { db, embedder }: RunSession,
  { path, formerPath, documentId }: RunItem,
): Promise<StoredDocument | undefined> {
  const rows = await withRole(db, "perazzi_ingest", (tx) =>
    readStoredDocuments(tx, embedder.model, {
      paths: [path, formerPath ?? path],
      ids: documentId ? [documentId] : [],
    }),
  );
  return rows.find((one) => one.path === path) ?? rows[0];
}

/** What was planned, or, where somebody changed the document since, what it needs now; that is said in the run. */
async function stillToDo(
  { db, run }: RunSession,
  { config }: CorpusState,
  item: RunItem,
  row: ManifestRow,
  stored: StoredDocument | undefined,
): Promise<Decision & { action: DocumentWork["action"] }> {
  if ((stored?.row_version ?? null) === item.version)
    return { action: item.action as Decision["action"], reason: item.reason ?? "" };
  const renamedFrom = stored && stored.path !== row.path ? stored.path : undefined;
  const decision = decide(
    { row, stored, renamedFrom },
    { checksum: item.checksum ?? undefined, config, full: run.mode === "full" },
  );
  await withRole(db, "perazzi_ingest", (tx) =>
    insertEvents(tx, run.id, [
      {
        action: "warn",
        level: "warning",
        path: item.path,
        documentId: stored?.id ?? null,
        message: `Somebody changed this document after it was planned: planned anew (${decision.action}, ${decision.reason}).`,
      },
    ]),
  );
  return decision;
}

function skipping(reason: string, documentId: string | null): DocumentWork {
  const nothing = { added: 0, changed: 0, kept: 0, removed: 0, embedded: 0, warnings: [] };
  return {
    action: "skip",
    reason,
    wants: new Map(),
    write: async () => ({ documentId, ...nothing }),
  };
}

/** The manifest lists it no more: its row stays, deprecated. */
function dropping(item: RunItem, stored: StoredDocument | undefined): DocumentWork {
  if (!stored) return skipping("the document is gone", null);
  return {
    action: "remove",
    reason: item.reason,
    wants: new Map(),
    write: (tx, _, lease) => dropDocument(tx, stored, lease),
  };
}
