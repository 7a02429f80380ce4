import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type AppError, toAppError } from "#lib/errors/app-error.ts";
import { type CorpusState, fileChecksums } from "./corpus-state.ts";
import { decide, isServed, type PlanItem, planRun } from "./plan.ts";
import { type PlannedItem, plannedItem } from "./planned-item.ts";
import { pipelineOf } from "./prepare-document.ts";
import { previewDocument } from "./preview-document.ts";
import { RunPreviews } from "./run-previews.ts";
import { isFiltered, type RunScope } from "./run-scope.ts";
import type { RunSession } from "./run-session.ts";
import { readStoredDocuments } from "./stored-documents.ts";
import { manifestSays, valuesInForce } from "./values-in-force.ts";

/** How many active documents there are, and how many of them a plan takes out of retrieval. */
export type Removal = { leaving: number; active: number };

/**
 * What an ingestion would do with each document of its scope, in the order of the queue; `gone`: the files asked for
 * of which neither the manifest nor the database has anything to do.
 */
export async function planIngest(
  session: RunSession,
  corpus: CorpusState,
): Promise<{ items: PlannedItem[]; removal: Removal; gone: string[] }> {
  const { db, run, embedder } = session;
  const { manifest, config, root } = corpus;
  const [stored, scope] = await withRole(
    db,
    "perazzi_ingest",
    async (tx) =>
      [await readStoredDocuments(tx, embedder.model), await withPaths(tx, run.scope)] as const,
    { timeoutMs: 60_000 },
  );
  const checks = await fileChecksums(
    root,
    manifest.rows.map(({ path }) => path),
  );
  const sums = new Map(
    [...checks].flatMap(([path, one]) => (typeof one === "string" ? [[path, one]] : [])),
  );
  const plan = planRun(manifest, stored, config, scope, sums);
  const asked = new Set(scope.paths);
  const problems = isFiltered(scope)
    ? manifest.problems.filter(({ path }) => path !== null && asked.has(path))
    : manifest.problems;
  const items = problems.map(({ line, path, message }) =>
    plannedItem({ action: "fail", path, message: `Manifest, line ${line}: ${message}` }),
  );
  const previews = await RunPreviews.open(session);
  for (const item of plan.items) {
    session.stop.throwIfAborted();
    items.push(await planned(session, corpus, previews, item, checks.get(item.row.path)));
  }
  for (const { id, path, chunks, row_version } of plan.dropped)
    items.push(
      plannedItem({
        action: "remove",
        path,
        documentId: id,
        version: row_version,
        reason: "not in the manifest any more",
        removed: chunks,
      }),
    );
  return {
    items,
    removal: removalOf(
      items,
      stored.filter(isServed).map(({ id }) => id),
    ),
    // A row that cannot be read may be the one that was asked for.
    gone: manifest.problems.some(({ path }) => path === null) ? [] : notIn(items, scope),
  };
}

async function planned(
  session: RunSession,
  corpus: CorpusState,
  previews: RunPreviews,
  item: PlanItem,
  check: string | AppError | undefined,
): Promise<PlannedItem> {
  const { row, stored, renamedFrom } = item;
  const values = valuesInForce(manifestSays(row), stored);
  const known = {
    path: row.path,
    formerPath: renamedFrom ?? null,
    documentId: stored?.id ?? null,
    version: stored?.row_version ?? null,
    checksum: typeof check === "string" ? check : null,
  };
  const failed = (message: string) => plannedItem({ ...known, action: "fail", message });
  if (check && typeof check !== "string" && isServed(values))
    return failed(`Manifest, line ${row.line}: ${check.message}`);
  const { action, reason } = decide(item, {
    checksum: known.checksum ?? undefined,
    config: corpus.config,
    full: session.run.mode === "full",
  });
  if (action === "skip") return plannedItem({ ...known, action, reason });
  try {
    const madeFrom = [
      known,
      values,
      pipelineOf(row, values, corpus.config),
      session.embedder.model,
    ];
    const preview = await previews.of(madeFrom, () =>
      previewDocument(session, corpus, { row, stored, values }),
    );
    return plannedItem({ ...known, action, reason, ...preview });
  } catch (error) {
    const shown = toAppError(error);
    if (shown.code === "unavailable" || shown.code === "internal") throw error;
    return failed(shown.message);
  }
}

/** The files of a scope for which nothing was planned. */
export function notIn(items: PlannedItem[], { paths = [] }: RunScope): string[] {
  const planned = new Set(items.map(({ path }) => path));
  return paths.filter((path) => !planned.has(path));
}

function removalOf(items: PlannedItem[], active: string[]): Removal {
  const served = new Set(active);
  const leaving = items.filter(
    ({ action, documentId }) => action === "remove" && documentId && served.has(documentId),
  );
  return { leaving: leaving.length, active: active.length };
}

/** Chosen documents are files here. */
async function withPaths(tx: Tx, { documentIds, ...scope }: RunScope): Promise<RunScope> {
  if (!documentIds) return scope;
  const { rows } = await sql<{ path: string }>`select path from ${baseTables().documents}
    where id = any(${documentIds}::uuid[])`.execute(tx);
  return { ...scope, paths: [...(scope.paths ?? []), ...rows.map(({ path }) => path)] };
}
