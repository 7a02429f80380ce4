import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { AppError, isTooSlow, toAppError } from "#lib/errors/app-error.ts";
import type { IndexQuality } from "#lib/retrieve/index-quality-schemas.ts";
import { measureIndex } from "#lib/retrieve/measure-index.ts";
import { beginMeasure, ceiling, type Question } from "./begin-measure.ts";
import { readQuestion } from "./read-question.ts";
import { summariseRecalls } from "./summarise-recalls.ts";

type Options = {
  /** Where the questions are asked, a replica that may only be read: `db` unless told. */
  read?: Db;
  signal?: AbortSignal;
  /** Told after each question: the attempts of the job begin anew. */
  progressed?: () => Promise<void>;
};
type Services = { embed: typeof embedQuery };

/**
 * Measures the index for every picked question at the settings in force, and sums up. A question that cannot be
 * asked is noted and counted apart. Killed half-way, the next attempt goes on with those that are left.
 */
export async function workMeasure(
  db: Db,
  measureId: string,
  { read = db, signal, progressed }: Options = {},
  services: Services = { embed: embedQuery },
): Promise<void> {
  const begun = await beginMeasure(db, measureId);
  if (!begun) return;
  const purpose = { cause: "evaluation", actor: begun.actor } as const;
  for (const question of begun.questions) {
    signal?.throwIfAborted();
    const asked = await readQuestion(db, question);
    const quality = asked
      ? await measureIndex(read, { ...asked, purpose, visibilityCeiling: ceiling }, services).catch(
          asProblem,
        )
      : "It is not there any more.";
    await record(db, measureId, question, quality);
    await progressed?.();
  }
  await finish(db, measureId);
}

/** Ends a measure that used up its attempts. What was measured of it stays. */
export async function giveUpMeasure(db: Db, measureId: string, error: unknown): Promise<void> {
  await withRole(db, "perazzi_console", (tx) =>
    sql`update console.index_measures set finished_at = now(), error_message = ${toAppError(error).message}
      where id = ${measureId} and finished_at is null`.execute(tx),
  );
}

/** In words what keeps one question from being asked; anything else is no matter of this question. */
function asProblem(error: unknown): string {
  if (error instanceof AppError || isTooSlow(error)) return toAppError(error).message;
  throw error;
}

async function record(
  db: Db,
  measureId: string,
  { n }: Question,
  quality: IndexQuality | string,
): Promise<void> {
  const set =
    typeof quality === "string"
      ? sql`problem = ${quality}`
      : sql`recall = ${quality.recall}, compared = ${quality.compared}, plan = ${quality.plan.kind},
          plan_ms = ${quality.planMs}, exact_ms = ${quality.exactMs},
          missed = ${quality.missed.map(({ chunkId }) => chunkId)}::uuid[],
          problem = ${quality.recall === null ? "Its filters keep no chunk." : null}`;
  await withRole(db, "perazzi_console", async (tx) => {
    await sql`update console.index_measure_questions set done_at = now(), ${set}
      where measure_id = ${measureId} and n = ${n}`.execute(tx);
    await sql`update console.index_measures set heartbeat_at = now() where id = ${measureId}`.execute(
      tx,
    );
  });
}

async function finish(db: Db, measureId: string): Promise<void> {
  await withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<{ recall: number | null }>`
      select recall from console.index_measure_questions where measure_id = ${measureId} limit 1000`.execute(
      tx,
    );
    const recalls = rows.flatMap(({ recall }) => (recall === null ? [] : [recall]));
    const { mean, p5, perfect } = summariseRecalls(recalls);
    await sql`update console.index_measures set finished_at = now(), error_message = null, measured = ${recalls.length},
      unmeasured = ${rows.length - recalls.length}, mean_recall = ${mean}, p5_recall = ${p5}, perfect = ${perfect}
      where id = ${measureId} and finished_at is null`.execute(tx);
    await sql`delete from console.index_measures where id in (
      select id from console.index_measures where finished_at is not null
      order by requested_at desc, id desc offset ${kept} limit 100)`.execute(tx);
  });
}

// A measure a day for a year.
const kept = 366;
