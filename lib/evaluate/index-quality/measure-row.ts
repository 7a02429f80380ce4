import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { Measure } from "../index-measure-schemas.ts";

export type MeasureRecord = {
  id: string;
  requested_at: Date;
  requested_by_label: string;
  started_at: Date | null;
  finished_at: Date | null;
  error_message: string | null;
  measured: number;
  unmeasured: number;
  mean_recall: number | null;
  p5_recall: number | null;
  perfect: number;
  corpus_version: string | null;
  configuration: unknown;
  configuration_hash: string | null;
  planned: number;
  done: number;
};

export function toMeasure(row: MeasureRecord): Measure {
  return {
    id: row.id,
    state: row.error_message
      ? "failed"
      : row.finished_at
        ? "finished"
        : row.started_at
          ? "running"
          : "waiting",
    requestedAt: row.requested_at.toISOString(),
    requestedBy: row.requested_by_label,
    finishedAt: row.finished_at?.toISOString() ?? null,
    errorMessage: row.error_message,
    planned: row.planned,
    done: row.done,
    measured: row.measured,
    unmeasured: row.unmeasured,
    meanRecall: row.mean_recall,
    p5Recall: row.p5_recall,
    perfect: row.perfect,
    corpusVersion: row.corpus_version === null ? null : Number(row.corpus_version),
  };
}

/** Measures with how far they are, the newest first. */
export async function selectMeasures(tx: Tx, rest: RawBuilder<unknown>): Promise<MeasureRecord[]> {
  const { rows } = await sql<MeasureRecord>`
    select m.*, q.planned, q.done from console.index_measures m, lateral (
      select count(*)::int as planned, count(done_at)::int as done
      from console.index_measure_questions where measure_id = m.id) q ${rest}`.execute(tx);
  return rows;
}
