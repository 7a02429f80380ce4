import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { QueriesEffect, QueryEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { toTop } from "./ask-before-after.ts";
import { loadChangeSet, requireState } from "./change-set-row.ts";
import { compareTops } from "./compare-tops.ts";
import { keptQueries } from "./kept-queries.ts";
import { customersCeiling } from "./probe-together.ts";

/**
 * Asks the queries that were predicted again, now that the change is made, and keeps what differs from before it.
 * Other changes since then count in: the page says when it was asked.
 */
export async function checkQueries(db: Db, id: string, staff: Staff): Promise<QueriesEffect> {
  permit(staff, "read");
  const started = performance.now();
  const { predicted, kept } = await withRole(
    db,
    "perazzi_curate",
    async (tx) => {
      requireState(await loadChangeSet(tx, id, { staff }), "applied");
      const { rows } = await sql<{ queries: QueriesEffect | null }>`
        select predicted -> 'queries' as queries from console.change_sets where id = ${id}`.execute(
        tx,
      );
      return { predicted: rows[0]?.queries ?? null, kept: await keptQueries(tx, staff) };
    },
    { readOnly: true },
  );
  if (!predicted)
    throw new AppError(
      "invalid",
      "No query was predicted for this change, so there is nothing to compare.",
    );
  const before = new Map(predicted.results.map((result) => [result.id, result]));
  const results: QueryEffect[] = [];
  for (const query of kept.queries) {
    const was = before.get(query.id);
    if (!was) continue;
    const { text, context, configuration } = query;
    const purpose = { cause: "preview", actor: { id: staff.userId, label: staff.email } } as const;
    const now = await retrieve(db, {
      query: text,
      context,
      configuration,
      visibilityCeiling: customersCeiling,
      purpose,
    });
    const former = was.before.map((chunkId) => ({
      chunkId,
      label: chunkId === was.first?.chunkId ? was.first.label : "",
    }));
    results.push(compareTops(query, was.k, former, now.results.map(toTop)));
  }
  const gone = before.size - results.length;
  const actual: QueriesEffect = {
    ...predicted,
    checked: results.length,
    changed: results.filter(({ changed }) => changed).length,
    results,
    notChecked:
      gone > 0
        ? [
            `${gone} of the predicted queries are not kept any more, or are private to somebody else.`,
          ]
        : [],
    ms: Math.round(performance.now() - started),
  };
  await withRole(db, "perazzi_curate", async (tx) => {
    await sql`update console.change_sets set actual = coalesce(actual, '{}') || ${JSON.stringify({ queries: actual })}::jsonb
      where id = ${id}`.execute(tx);
  });
  return actual;
}
