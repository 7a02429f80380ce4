"use client";

import { useQueries } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import type { FrozenResults } from "#lib/evaluate/schemas.ts";
import { parseLane } from "./lane-tokens.ts";

export type FrozenAnswer = {
  data: FrozenResults | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => void;
};

/** The frozen results that the lanes name, by id. What is frozen is read once. */
export function useFrozen(lanes: readonly string[]): ReadonlyMap<string, FrozenAnswer> {
  const ids = [...new Set(lanes.flatMap((text) => frozenId(text) ?? []))];
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["frozen", id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        apiGet<FrozenResults>(`/api/retrieval/frozen/${id}`, signal),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  return new Map(
    ids.map((id, index) => {
      const answer = answers[index];
      return [
        id,
        {
          data: answer?.data,
          error: answer?.error ?? null,
          isFetching: answer?.isFetching ?? false,
          refetch: () => void answer?.refetch(),
        },
      ];
    }),
  );
}

function frozenId(text: string): string | undefined {
  const [id, lane] = parseLane(text)?.base.split(".") ?? [];
  return lane === undefined ? undefined : id;
}
