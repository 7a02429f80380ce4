import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { QueriesEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { plural } from "#lib/format/number.ts";
import type { Hypothetical } from "./ask-before-after.ts";
import { askTogether } from "./ask-together.ts";
import { decidesServing, effectiveMoment, type Hypothesis, overlayOf } from "./hypothesis.ts";
import { type KeptQueries, keptQueries } from "./kept-queries.ts";
import { hypothesisFor, type Target } from "./predict-effect.ts";
import { type Fates, readFates } from "./read-fates.ts";

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
  const { hypothesis, kept, fates, asOf } = await withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      const hypothesis = await hypothesisFor(tx, target, staff);
      const asOf = effectiveMoment(hypothesis, now);
      const fates = decidesServing(hypothesis) ? await readFates(tx, hypothesis, asOf) : noFates;
      return { hypothesis, kept: await keptQueries(tx, staff), fates, asOf };
    },
    { readOnly: true, timeoutMs: 15_000 },
  );
  const common = { source: kept.source, asOf: asOf?.toISOString() ?? null };
  if (!mayMatter(hypothesis, kept))
    return {
      ...common,
      checked: kept.queries.length,
      changed: 0,
      results: [],
      notChecked: unasked(kept, 0),
      ms: since(started),
    };
  const as = hypothetical(hypothesis, fates, asOf, staff);
  const { results, failed, late } = await askTogether(db, kept.queries, as, started);
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

/** An edit of fields that neither serving nor the ranking nor a query's own filter looks at changes no answer. */
function mayMatter({ planned }: Hypothesis, { queries }: KeptQueries): boolean {
  const filtered = new Set<string>(
    queries.flatMap(({ configuration }) => (configuration.filters ?? []).map(({ field }) => field)),
  );
  return planned.some(({ edits }) =>
    edits.some(({ field }) => field.decides !== undefined || filtered.has(field.name)),
  );
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
