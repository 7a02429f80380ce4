import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { QueriesEffect, QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { plural } from "#lib/format/number.ts";
import { logger } from "#lib/logger/logger.ts";
import { askBeforeAfter, type Hypothetical } from "./ask-before-after.ts";
import { decidesServing, effectiveMoment, type Hypothesis, overlayOf } from "./hypothesis.ts";
import { type KeptQueries, type KeptQuery, keptQueries } from "./kept-queries.ts";
import { hypothesisFor, type Target } from "./predict-effect.ts";
import { type Fates, readFates } from "./read-fates.ts";

const atOnce = 3;
const budgetMs = 20_000;

/**
 * Which of the kept queries would find something else after a change: each is asked as customers ask, now and against
 * the hypothetical state, as of the date that the change is for. Nothing is written. What could not be checked is named.
 */
export async function predictQueries(
  db: Db,
  target: Target,
  staff: Staff,
  now: Date,
): Promise<QueriesEffect> {
  permit(staff, "read");
  const started = performance.now();
  const { hypothesis, kept, fates } = await withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const hypothesis = await hypothesisFor(tx, target, staff);
      const fates = decidesServing(hypothesis) ? await readFates(tx, hypothesis) : noFates;
      return { hypothesis, kept: await keptQueries(tx, staff), fates };
    },
    { readOnly: true, timeoutMs: 15_000 },
  );
  const asOf = effectiveMoment(hypothesis, now);
  const common = { source: kept.source, asOf: asOf?.toISOString() ?? null };
  if (!mayMatter(hypothesis))
    return {
      ...common,
      checked: kept.queries.length,
      changed: 0,
      results: [],
      notChecked: unasked(kept, 0),
      ms: since(started),
    };
  const as = hypothetical(hypothesis, fates, asOf, staff);
  const { results, failed, late } = await askAll(db, kept.queries, as, started);
  return {
    ...common,
    checked: results.length,
    changed: results.filter(({ changed }) => changed).length,
    results,
    notChecked: [...unasked(kept, late), ...failed, ...unknowable(fates)],
    ms: since(started),
  };
}

const noFates: Fates = { leaving: new Set(), entering: [], withoutVector: 0, recutDocuments: 0 };

/** An edit of fields that neither serving nor the ranking looks at changes no answer. */
function mayMatter({ planned }: Hypothesis): boolean {
  return planned.some(({ edits }) => edits.some(({ field }) => field.decides !== undefined));
}

function hypothetical(
  hypothesis: Hypothesis,
  fates: Fates,
  asOf: Date | null,
  staff: Staff,
): Hypothetical {
  const edits = overlayOf(hypothesis);
  const touched = new Set(Object.keys(edits));
  const documents = hypothesis.subject === "document";
  return {
    overlay: documents ? { documents: edits } : { chunks: edits },
    fates,
    touches: ({ chunkId, documentId }) => touched.has(documents ? documentId : chunkId),
    asOf: asOf ?? undefined,
    purpose: { cause: "preview", actor: { id: staff.userId, label: staff.email } },
  };
}

type Asked = { results: QueryEffect[]; failed: string[]; late: number };

async function askAll(
  db: Db,
  queries: readonly KeptQuery[],
  as: Hypothetical,
  started: number,
): Promise<Asked> {
  const results: QueryEffect[] = [];
  const reasons = new Map<string, number>();
  let next = 0;
  const work = async () => {
    while (next < queries.length && since(started) < budgetMs) {
      const query = queries[next++];
      if (!query) return;
      try {
        results.push(await askBeforeAfter(db, query, as));
      } catch (error) {
        const why = reasonOf(error);
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queries.length) }, work));
  const failed = [...reasons].map(([why, count]) => `${plural(count, "query", "queries")}: ${why}`);
  const order = new Map(queries.map(({ name }, at) => [name, at]));
  results.sort((a, b) => (order.get(a.query) ?? 0) - (order.get(b.query) ?? 0));
  return { results, failed, late: queries.length - next };
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && error.name === "EgressError") return `no vector: ${error.message}`;
  logger.warn({ err: error }, "a query of a preview could not be asked");
  return "the search failed.";
}

function unasked({ source, left }: KeptQueries, late: number): string[] {
  if (source === "none")
    return [
      "Nothing was checked: there are no saved queries, no lab history and no logged questions.",
    ];
  const more = left + late;
  return more > 0
    ? [
        `${plural(more, "more query was", "more queries were")} not asked: too many for one preview.`,
      ]
    : [];
}

function unknowable({ recutDocuments, withoutVector }: Fates): string[] {
  return [
    ...(recutDocuments > 0
      ? [
          `What ${plural(recutDocuments, "document")} will answer once cut or cleaned again: the new chunks are not known yet.`,
        ]
      : []),
    ...(withoutVector > 0
      ? [`${plural(withoutVector, "chunk")} without a vector: found by no query until embedded.`]
      : []),
  ];
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}
