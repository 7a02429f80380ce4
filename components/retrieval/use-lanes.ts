"use client";

import { useQueries, useQueryClient } from "@tanstack/react-query";
import type { FrozenLane, FrozenResults, Since } from "#lib/evaluate/schemas.ts";
import { plural } from "#lib/format/number.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { askLane } from "./ask-lane.ts";
import { rerankLocally, splitChanges } from "./rerank-locally.ts";
import type { Lane } from "./resolve-lane.ts";
import type { FrozenAnswer } from "./use-frozen.ts";

export type LaneAnswer = {
  data: RetrievalResult | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => void;
  /** Of a frozen lane: what became of each chunk, and whether results are withheld. */
  since?: Record<string, Since>;
  withheld?: boolean;
};

type Asked = {
  query: string;
  context: RetrievalContext;
  lanes: readonly Lane[];
  frozen: ReadonlyMap<string, FrozenAnswer>;
  /** The question, or what the lanes are asked with, is not known yet. */
  waiting: boolean;
  /** The lane whose candidates are wanted, to pull its sliders; −1: none. */
  adjusted: number;
};

/**
 * Every lane's answer, asked at the same time; one that fails leaves the others alone. Asked again only on
 * purpose, so that rows never move by themselves.
 */
export function useLanes({
  query,
  context,
  lanes,
  frozen,
  waiting,
  adjusted,
}: Asked): LaneAnswer[] {
  const client = useQueryClient();
  const answers = useQueries({
    queries: lanes.map((lane, index) => {
      const { searched, local } = splitChanges(lane.changes);
      const reordered = Object.keys(local).length > 0;
      const candidates = reordered || (index === adjusted && !lane.fixed);
      const keyOf = (withCandidates: boolean) => [
        "retrieval",
        query,
        context,
        searched,
        withCandidates,
      ];
      return {
        queryKey: keyOf(candidates),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          askLane({ query, configuration: searched, context, include: { candidates } }, signal),
        enabled: query !== "" && !waiting && !lane.problem && !lane.frozen,
        staleTime: Number.POSITIVE_INFINITY,
        // The same search without its candidates stays in sight until they are there, unless they re-order it.
        placeholderData: () =>
          reordered ? undefined : client.getQueryData<RetrievalResult>(keyOf(!candidates)),
      };
    }),
  });
  return answers.map(({ data, error, isFetching, refetch }, index) => {
    const lane = lanes[index];
    const kept = lane?.frozen && frozen.get(lane.frozen.id);
    if (lane?.frozen && kept) return frozenAnswer(kept, lane.frozen.index);
    // It has the settings of its base, and so another lane's answer would stand under its name.
    if (lane?.problem)
      return { data: undefined, error: null, isFetching: false, refetch: () => undefined };
    const { local } = splitChanges(lane?.changes ?? {});
    return {
      data: data && Object.keys(local).length > 0 ? rerankLocally(data, local) : data,
      error,
      isFetching: isFetching || waiting,
      refetch: () => void refetch(),
    };
  });
}

function frozenAnswer({ data, ...answer }: FrozenAnswer, index: number): LaneAnswer {
  const lane = data?.lanes[index];
  if (!lane) return { ...answer, data: undefined, error: answer.error ?? noneOf(data) };
  return {
    ...answer,
    data: lane.result ?? undefined,
    error: lane.problem === null ? null : new Error(problemOf(lane)),
    since: lane.since,
    withheld: lane.withheld,
  };
}

function noneOf(data: FrozenResults | undefined): Error | null {
  return data ? new Error(`Only ${plural(data.lanes.length, "lane")} stood there.`) : null;
}

function problemOf({ problem, withheld }: FrozenLane): string {
  return withheld ? `Withheld: ${problem}` : `It failed when it was frozen: ${problem}`;
}
