import type { ComparedQuestion } from "#lib/evaluate/compare-schemas.ts";
import { isMeant } from "#lib/evaluate/expectations.ts";
import { overlapAt, rankBiasedOverlap } from "#lib/evaluate/ranking-similarity.ts";
import type { Expectation } from "#lib/evaluate/schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";

/** A question to compare: pasted, or a saved one with what it should bring. */
export type Asked = {
  key: string;
  text: string;
  expected: Expectation[];
  context: RetrievalContext;
  /** The saved query's id. */
  saved?: string;
};

/** How far the second lane's answer is from the first one's. */
export type Change = {
  asked: Asked;
  compared: ComparedQuestion;
  /** Rank-biased overlap, 1 for the same answer; null where a lane did not answer. */
  likeness: number | null;
  common: number;
  of: number;
  /** Titles of what only the first or only the second lane returns, best first. */
  gone: string[];
  came: string[];
  /** How many of the expected ones each lane returns. */
  found: [number, number];
};

/** Both answers side by side. Pure. */
export function changeOf(asked: Asked, compared: ComparedQuestion): Change {
  const [first, second] = compared.lanes;
  const ids = compared.lanes.map(({ results }) => results.map(({ chunkId }) => chunkId));
  const [a = [], b = []] = ids;
  const of = Math.max(a.length, b.length);
  const answered = first.problem === null && second.problem === null;
  const only = (own: typeof first, other: string[]) =>
    own.results
      .filter(({ chunkId }) => !other.includes(chunkId))
      .map(({ title, path }) => title ?? path);
  const foundIn = ({ results }: typeof first) =>
    asked.expected.filter((one) => results.some((result) => isMeant(one, result))).length;
  return {
    asked,
    compared,
    likeness: answered ? rankBiasedOverlap(a, b) : null,
    common: overlapAt(a, b, of),
    of,
    gone: only(first, b),
    came: only(second, a),
    found: [foundIn(first), foundIn(second)],
  };
}

/** The most changed first; those that a lane did not answer before all, by text where nothing else tells. Pure. */
export function orderByChange(changes: readonly Change[]): Change[] {
  return changes.toSorted(
    (a, b) =>
      (a.likeness ?? -1) - (b.likeness ?? -1) ||
      a.common / (a.of || 1) - b.common / (b.of || 1) ||
      a.asked.text.localeCompare(b.asked.text) ||
      a.asked.key.localeCompare(b.asked.key),
  );
}
