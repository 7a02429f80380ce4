"use client";

import { useQueries } from "@tanstack/react-query";
import { apiGet, apiSend } from "#components/api-client.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { RetrievalContext } from "#lib/retrieve/schemas.ts";
import { rerankLocally, splitChanges } from "./rerank-locally.ts";
import type { Lane } from "./resolve-lane.ts";

export type LaneAnswer = {
  data: RetrievalResult | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => void;
};

type Asked = { query: string; context: RetrievalContext; lanes: readonly Lane[]; adjusted: number };

/**
 * Every lane's answer, asked at the same time; one that fails leaves the others alone. Asked again only on
 * purpose, so that rows never move by themselves. `adjusted` is the lane whose candidates are wanted (−1: none).
 */
export function useLanes({ query, context, lanes, adjusted }: Asked): LaneAnswer[] {
  const answers = useQueries({
    queries: lanes.map((lane, index) => {
      const { searched, local } = splitChanges(lane.changes);
      const reranked = Object.keys(local).length > 0;
      const candidates = reranked || index === adjusted;
      return {
        queryKey: lane.frozen
          ? ["frozen", lane.frozen.id]
          : ["retrieval", query, context, searched, candidates],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          lane.frozen
            ? apiGet<RetrievalResult>(
                `/api/retrieval/frozen/${lane.frozen.id}/${lane.frozen.index}`,
                signal,
              )
            : apiSend<RetrievalResult>(
                "POST",
                "/api/retrieval/query",
                {
                  query,
                  configuration: searched,
                  context,
                  ...(candidates ? { include: { candidates } } : {}),
                },
                { signal },
              ),
        enabled: query !== "" && lane.problem === undefined,
        staleTime: Number.POSITIVE_INFINITY,
        placeholderData: undefined,
      };
    }),
  });
  return answers.map(({ data, error, isFetching, refetch }, index) => {
    const { local } = splitChanges(lanes[index]?.changes ?? {});
    return {
      data: data && Object.keys(local).length > 0 ? rerankLocally(data, local) : data,
      error,
      isFetching,
      refetch: () => void refetch(),
    };
  });
}
