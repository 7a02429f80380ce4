import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { countedColumns, countFor } from "./hidden-counts.ts";
import { scopeColumn } from "./run-scope-column.ts";
import type { Run, RunKind, RunMode, RunState } from "./runs-schemas.ts";

/** The columns of a run as this person may know it, for `runRow` to map. */
export function runColumns(viewer: Viewer) {
  const counts = countedColumns.map(
    (column) => sql`${countFor(viewer, column)} as ${sql.ref(column)}`,
  );
  return sql`${own}, ${scopeColumn(viewer)} as scope, ${sql.join(counts)}`;
}

const own = sql`r.id, r.kind, r.mode, r.environment, r.requested_by_label, r.options, r.state,
  r.created_at, r.started_at, r.finished_at, r.tokens::float8 as tokens, r.embedding_requests,
  r.estimated_cost::float8 as estimated_cost, r.embedding_model,
  r.code_version, r.error_message, r.planned_at, r.approval_reason, r.approved_at, r.approved_by_label, r.retry_of,
  r.heartbeat_at, r.planned_inputs, r.planned_tokens::float8 as planned_tokens, r.planned_requests,
  r.planned_cost::float8 as planned_cost, r.price_per_million::float8 as price_per_million,
  r.price_since::text as price_since, r.inputs_done, r.inputs_per_second::float8 as inputs_per_second, r.configuration,
  r.taken_up, r.taken_up_at, r.problem, r.problem_at, r.held_by`;

export type RunColumns = {
  id: string;
  kind: RunKind;
  mode: RunMode;
  environment: string;
  requested_by_label: string;
  scope: Record<string, unknown>;
  options: Record<string, unknown>;
  state: RunState;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  documents_total: number;
  documents_scanned: number;
  documents_new: number;
  documents_updated: number;
  documents_repaired: number;
  documents_skipped: number;
  documents_removed: number;
  documents_failed: number;
  chunks_written: number;
  chunks_reused: number;
  chunks_removed: number;
  chunks_embedded: number;
  tokens: number;
  embedding_requests: number;
  errors: number;
  warnings: number;
  estimated_cost: number;
  embedding_model: string | null;
  code_version: string | null;
  error_message: string | null;
  planned_at: Date | null;
  approval_reason: string | null;
  approved_at: Date | null;
  approved_by_label: string | null;
  retry_of: string | null;
  heartbeat_at: Date | null;
  planned_inputs: number;
  planned_tokens: number;
  planned_requests: number;
  planned_cost: number;
  price_per_million: number | null;
  price_since: string | null;
  inputs_done: number;
  inputs_per_second: number | null;
  configuration: Record<string, string | number | null>;
  taken_up: number;
  taken_up_at: Date | null;
  problem: string | null;
  problem_at: Date | null;
  held_by: "budget" | null;
};

/** A database row as the API's run. */
export function runRow(row: RunColumns): Run {
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    environment: row.environment,
    requestedBy: row.requested_by_label,
    scope: row.scope,
    options: row.options,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    documents: {
      total: row.documents_total,
      scanned: row.documents_scanned,
      new: row.documents_new,
      updated: row.documents_updated,
      repaired: row.documents_repaired,
      skipped: row.documents_skipped,
      removed: row.documents_removed,
      failed: row.documents_failed,
    },
    chunks: {
      written: row.chunks_written,
      reused: row.chunks_reused,
      removed: row.chunks_removed,
      embedded: row.chunks_embedded,
    },
    tokens: row.tokens,
    embeddingRequests: row.embedding_requests,
    errors: row.errors,
    warnings: row.warnings,
    estimatedCost: row.estimated_cost,
    embeddingModel: row.embedding_model,
    codeVersion: row.code_version,
    errorMessage: row.error_message,
    plannedAt: row.planned_at?.toISOString() ?? null,
    approvalReason: row.approval_reason,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_by_label,
    retryOf: row.retry_of,
    heartbeatAt: row.heartbeat_at?.toISOString() ?? null,
    planned: {
      inputs: row.planned_inputs,
      tokens: row.planned_tokens,
      requests: row.planned_requests,
      cost: row.planned_cost,
      perMillion: row.price_per_million,
      priceSince: row.price_since,
    },
    inputsDone: row.inputs_done,
    inputsPerSecond: row.inputs_per_second,
    configuration: row.configuration,
    takenUp: row.taken_up,
    takenUpAt: row.taken_up_at?.toISOString() ?? null,
    problem: row.problem,
    problemAt: row.problem_at?.toISOString() ?? null,
    heldBy: row.held_by,
  };
}
