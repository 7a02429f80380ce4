import { isMeant, rankOf } from "#lib/evaluate/expectations.ts";
import type { Expectation, SavedQuery } from "#lib/evaluate/schemas.ts";
import type { RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import type { MarkAs } from "./mark-expectation.tsx";

type Judgements = Pick<SavedQuery, "expected" | "unwanted">;

export function judgeOf(query: Judgements | undefined, result: RetrievedChunk): MarkAs {
  if (query?.unwanted.some((one) => isMeant(one, result))) return "unwanted";
  if (query?.expected.some((one) => isMeant(one, result))) return "expected";
  return undefined;
}

type Place = Pick<RetrievedChunk, "chunkId" | "documentId" | "path" | "headingPath">;

/** A chunk as what may be expected, so that its successor is found once it is replaced. */
export function chunkExpectation({ chunkId, path, headingPath }: Place): Expectation {
  return { kind: "chunk", id: chunkId, path, heading: headingPath };
}

export function documentExpectation({
  documentId,
  path,
}: Pick<Place, "documentId" | "path">): Expectation {
  return { kind: "document", id: documentId, path, heading: null };
}

/** What was said of exactly this chunk or document. */
export function markOf(query: Judgements, { kind, id }: Expectation): MarkAs {
  const isIt = (one: Expectation) => one.kind === kind && one.id === id;
  if (query.unwanted.some(isIt)) return "unwanted";
  return query.expected.some(isIt) ? "expected" : undefined;
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
