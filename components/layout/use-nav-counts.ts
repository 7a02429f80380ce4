"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";

/** The numbers beside the navigation's links, by address; asked for after the page stands. */
export function useNavCounts(): Record<string, number> {
  const { data } = useQuery({
    queryKey: ["navigation"],
    queryFn: ({ signal }) => apiGet<{ counts: Record<string, number> }>("/api/navigation", signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
  return data?.counts ?? {};
}
