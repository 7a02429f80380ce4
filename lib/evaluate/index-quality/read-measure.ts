import { type RawBuilder, sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { visibilityCeiling } from "#lib/retrieve/ceiling.ts";
import { seenConditions } from "#lib/retrieve/filter.ts";
import { logSettingsIn } from "#lib/retrieve/log/log-settings.ts";
import { mayBeSeen } from "#lib/retrieve/log/visible-calls.ts";
import { configurationSchema } from "#lib/retrieve/schemas.ts";
import {
  type MeasureDetail,
  type MeasuredQuestion,
  type QuestionSource,
  questionSources,
} from "../index-measure-schemas.ts";
import { mean } from "../metrics.ts";
import { seenBy } from "../saved-row.ts";
import { selectMeasures, toMeasure } from "./measure-row.ts";
import { recallSteps } from "./summarise-recalls.ts";

/** One measure with its distribution and its worst ten, or undefined where there is none of that id. */
export async function readMeasure(
  db: Db,
  staff: Staff,
  id: string,
): Promise<MeasureDetail | undefined> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const [row] = await selectMeasures(tx, sql`where m.id = ${id} limit 1`);
      if (!row) return undefined;
      const { rows } = await sql<Recorded>`select source, recall, plan, plan_ms, exact_ms
        from console.index_measure_questions where measure_id = ${id} limit 1000`.execute(tx);
      const recalls = rows.flatMap(({ recall }) => (recall === null ? [] : [recall]));
      return {
        ...toMeasure(row),
        configuration: configurationSchema.nullable().catch(null).parse(row.configuration),
        configurationHash: row.configuration_hash,
        distribution: recallSteps(recalls),
        worst: await selectQuestions(
          tx,
          staff,
          id,
          sql`q.recall is not null order by q.recall, q.n`,
        ),
        failed: await selectQuestions(tx, staff, id, sql`q.problem is not null order by q.n`),
        bySource: questionSources.map((source) => bySource(rows, source)),
        plans: byPlan(rows),
      };
    },
    { readOnly: true },
  );
}

type Recorded = {
  source: QuestionSource;
  recall: number | null;
  plan: string | null;
  plan_ms: number | null;
  exact_ms: number | null;
};

function bySource(rows: Recorded[], source: QuestionSource): MeasureDetail["bySource"][number] {
  const own = rows.filter((row) => row.source === source);
  const recalls = own.flatMap(({ recall }) => (recall === null ? [] : [recall]));
  return { source, questions: own.length, meanRecall: recalls.length > 0 ? mean(recalls) : null };
}

function byPlan(rows: Recorded[]): MeasureDetail["plans"] {
  const plans = [...new Set(rows.flatMap(({ plan }) => plan ?? []))].toSorted();
  return plans.map((plan) => {
    const own = rows.filter((row) => row.plan === plan);
    return {
      plan,
      questions: own.length,
      planMs: mean(own.map((row) => row.plan_ms ?? 0)),
      exactMs: mean(own.map((row) => row.exact_ms ?? 0)),
    };
  });
}

/**
 * Ten questions, with their words where this person may read them: their own, shared ones, those of programs
 * while these are logged and within their reach, chunks in their reach.
 */
async function selectQuestions(
  tx: Tx,
  staff: Staff,
  measureId: string,
  which: RawBuilder<unknown>,
): Promise<MeasuredQuestion[]> {
  const { documents, chunks } = baseTables();
  const { enabled, queryText } = await logSettingsIn(tx);
  const seen = seenConditions(visibilityCeiling(staff.role)).map(({ condition }) => condition);
  const { rows } = await sql<
    Omit<MeasuredQuestion, "planMs" | "exactMs" | "chunkId"> & {
      chunk_id: string | null;
      plan_ms: number | null;
      exact_ms: number | null;
    }
  >`
    select q.n, q.source, q.recall, coalesce(q.compared, 0) as compared, cardinality(q.missed) as missed,
      q.plan, q.plan_ms, q.exact_ms, q.problem, chunk.id as chunk_id,
      coalesce(saved.text, history.text, l.query_text, chunk.label) as label
    from console.index_measure_questions q
      left join console.saved_queries saved on q.source = 'saved' and saved.id = q.ref_id and ${seenBy(staff, "saved")}
      left join console.query_history history on q.source = 'history' and history.id = q.ref_id
        and exists (select 1 from console.query_history own
          where own.staff_id = ${staff.id} and md5(own.text) = md5(history.text))
      left join console.retrieval_log l on q.source = 'programs' and l.id = q.ref_id and ${enabled && queryText}
        and ${mayBeSeen(viewerOf(staff))}
      left join lateral (
        select c.id, case when d.pricing_sensitive then d.path else coalesce(c.heading_path, d.title, d.path) end as label
        from ${chunks} c join ${documents} d on d.id = c.document_id
        where q.source = 'sample' and c.id = q.ref_id and ${sql.join(seen, sql` and `)}
      ) chunk on true
    where q.measure_id = ${measureId} and ${which} limit 10`.execute(tx);
  return rows.map(({ chunk_id, plan_ms, exact_ms, ...row }) => ({
    ...row,
    chunkId: chunk_id,
    planMs: plan_ms,
    exactMs: exact_ms,
  }));
}
