"use client";

import { useQuery } from "@tanstack/react-query";
import { apiSend } from "#components/api-client.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { Configuration } from "#lib/retrieve/schemas.ts";

type Lane = {
  query: string;
  configuration: Partial<Configuration>;
  mode: string;
  enabled: boolean;
};

/** One lane's results; asked again only on purpose, so that rows never move by themselves. */
export function useLane({ query, configuration, mode, enabled }: Lane) {
  return useQuery({
    queryKey: ["retrieval", query, configuration, mode],
    queryFn: ({ signal }) =>
      apiSend<RetrievalResult>(
        "POST",
        "/api/retrieval/query",
        { query, configuration, ...(mode ? { context: { mode } } : {}) },
        { signal },
      ),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type LaneState = ReturnType<typeof useLane>;
