import { isMeant, rankOf } from "#lib/evaluate/expectations.ts";
import type { Expectation, SavedQuery } from "#lib/evaluate/schemas.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

type Judgements = Pick<SavedQuery, "expected" | "unwanted">;

export function judgeOf(
  query: Judgements | undefined,
  result: RetrievedChunk,
): "expected" | "unwanted" | undefined {
  if (query?.unwanted.some((one) => isMeant(one, result))) return "unwanted";
  if (query?.expected.some((one) => isMeant(one, result))) return "expected";
  return undefined;
}

/** "2 of 3 expected are here, 1 came that must not"; undefined where nothing was said. */
export function expectationWords(
  query: Judgements | undefined,
  results: readonly RetrievedChunk[],
): string | undefined {
  if (!query || query.expected.length + query.unwanted.length === 0) return undefined;
  const found = (list: Expectation[]) =>
    list.filter((one) => rankOf(one, results) !== undefined).length;
  const said: string[] = [];
  if (query.expected.length > 0)
    said.push(`${found(query.expected)} of ${query.expected.length} expected`);
  const bad = found(query.unwanted);
  if (bad > 0) said.push(`${bad} that must not come`);
  return said.join(", ");
}
