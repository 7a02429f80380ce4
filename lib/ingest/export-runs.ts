import { type ExportFormat, exportBatch, exportRows } from "#lib/corpus/export-rows.ts";
import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import type { DaySpan } from "#lib/format/days.ts";
import { listRuns } from "./list-runs.ts";
import { type Run, type RunFilter, workedMs } from "./runs-schemas.ts";

const columns = [
  "id",
  "kind",
  "mode",
  "environment",
  "requestedBy",
  "state",
  "createdAt",
  "startedAt",
  "finishedAt",
  "durationMs",
  "documentsNew",
  "documentsUpdated",
  "documentsRepaired",
  "documentsRemoved",
  "documentsFailed",
  "documentsSkipped",
  "chunksWritten",
  "chunksReused",
  "chunksRemoved",
  "chunksEmbedded",
  "tokens",
  "embeddingRequests",
  "estimatedCost",
  "embeddingModel",
  "errors",
  "warnings",
  "errorMessage",
] as const;
type ExportedRun = Record<(typeof columns)[number], string | number | null>;

type ExportRuns = RunFilter & DaySpan & { on?: string | undefined; reason?: string | undefined };

/** All runs that match, newest first. */
export function exportRuns(
  db: Db,
  viewer: Viewer,
  search: ExportRuns,
  format: ExportFormat,
): ReadableStream<Uint8Array> {
  return exportRows<ExportedRun>(format, columns, async (before) => {
    const { items, nextCursor } = await listRuns(db, viewer, {
      ...search,
      before,
      limit: exportBatch,
    });
    return { items: items.map(exportedRun), nextCursor };
  });
}

function exportedRun(run: Run): ExportedRun {
  const { documents, chunks, startedAt, finishedAt } = run;
  return {
    id: run.id,
    kind: run.kind,
    mode: run.mode,
    environment: run.environment,
    requestedBy: run.requestedBy,
    state: run.state,
    createdAt: run.createdAt,
    startedAt,
    finishedAt,
    durationMs: finishedAt ? workedMs(run, Date.parse(finishedAt)) : null,
    documentsNew: documents.new,
    documentsUpdated: documents.updated,
    documentsRepaired: documents.repaired,
    documentsRemoved: documents.removed,
    documentsFailed: documents.failed,
    documentsSkipped: documents.skipped,
    chunksWritten: chunks.written,
    chunksReused: chunks.reused,
    chunksRemoved: chunks.removed,
    chunksEmbedded: chunks.embedded,
    tokens: run.tokens,
    embeddingRequests: run.embeddingRequests,
    estimatedCost: run.estimatedCost,
    embeddingModel: run.embeddingModel,
    errors: run.errors,
    warnings: run.warnings,
    errorMessage: run.errorMessage,
  };
}
