import { AppError } from "#lib/errors/app-error.ts";
import { plural } from "#lib/format/number.ts";
import { logger } from "#lib/logger/logger.ts";
import type { KeptQuery } from "./kept-queries.ts";

const atOnce = 3;
const budgetMs = 20_000;

export type Answers<T> = {
  /** In the order of the queries. */
  results: T[];
  /** What could not be asked, in words. */
  failed: string[];
  /** How many the time did not suffice for. */
  late: number;
};

/** Asks every query, three at once, for at most 20 s from `started` (milliseconds of `performance.now()`). */
export async function askEach<T>(
  queries: readonly KeptQuery[],
  ask: (query: KeptQuery) => Promise<T>,
  started: number,
): Promise<Answers<T>> {
  const results: { at: number; result: T }[] = [];
  const reasons = new Map<string, number>();
  let next = 0;
  const work = async () => {
    while (next < queries.length && performance.now() - started < budgetMs) {
      const at = next++;
      const query = queries[at];
      if (!query) return;
      try {
        results.push({ at, result: await ask(query) });
      } catch (error) {
        const why = reasonOf(error);
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, queries.length) }, work));
  const failed = [...reasons].map(([why, count]) => `${plural(count, "query", "queries")}: ${why}`);
  results.sort((a, b) => a.at - b.at);
  return {
    results: results.map(({ result }) => result),
    failed,
    late: Math.max(0, queries.length - next),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && error.name === "EgressError") return `no vector: ${error.message}`;
  logger.warn({ err: error }, "a kept query could not be asked");
  return "the search failed.";
}
