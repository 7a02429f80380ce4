import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { configurationHash, productionConfiguration } from "#lib/retrieve/configuration.ts";
import { readSetting } from "#lib/retrieve/read-setting.ts";
import type { QuestionSource } from "../index-measure-schemas.ts";
import { pickQuestions } from "./pick-questions.ts";

/** What anybody may ask: production's own reach. */
export const ceiling = { visibility: "public", confidentiality: "normal" } as const;

export type Question = { n: number; source: QuestionSource; ref: string };
type Begun = { questions: Question[]; actor: { id: string | null; label: string } };

/**
 * Picks the questions of a measure, or those that an attempt before this one left undone. Null where it has
 * finished already, or is gone.
 */
export async function beginMeasure(db: Db, measureId: string): Promise<Begun | null> {
  const configuration = productionConfiguration();
  const { rows } = await withRole(db, "perazzi_console", (tx) =>
    sql<{ started: boolean; requested_by: string | null; requested_by_label: string }>`
      select started_at is not null as started, requested_by, requested_by_label
      from console.index_measures where id = ${measureId} and finished_at is null`.execute(tx),
  );
  const [row] = rows;
  if (!row) return null;
  if (!row.started) {
    const setting = await withRole(db, "perazzi_read", readSetting);
    const picked = await pickQuestions(db, {
      configuration,
      model: setting.activeModel,
      pricingCategories: setting.vocabulary.pricingCategories,
      ceiling,
      asOf: null,
    });
    await withRole(db, "perazzi_console", async (tx) => {
      const begun =
        await sql`update console.index_measures set started_at = now(), heartbeat_at = now(),
        configuration = ${JSON.stringify(configuration)}::jsonb, configuration_hash = ${configurationHash(configuration)},
        corpus_version = ${setting.corpusVersion}::bigint where id = ${measureId} and started_at is null`.execute(
          tx,
        );
      if (begun.numAffectedRows !== 1n) return;
      await sql`insert into console.index_measure_questions (measure_id, n, source, ref_id)
        select ${measureId}, p.n, p.source, p.ref from unnest(${picked.map(({ source }) => source)}::text[],
          ${picked.map(({ ref }) => ref)}::uuid[]) with ordinality as p (source, ref, n)`.execute(
        tx,
      );
    });
  }
  const undone = await withRole(db, "perazzi_console", (tx) =>
    sql<Question>`select n, source, ref_id as ref from console.index_measure_questions
      where measure_id = ${measureId} and done_at is null order by n limit 1000`.execute(tx),
  );
  return {
    questions: undone.rows,
    actor: { id: row.requested_by, label: row.requested_by_label },
  };
}
