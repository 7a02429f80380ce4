"use client";

import { useQuery } from "@tanstack/react-query";
import { apiGet } from "#components/api-client.ts";
import type { Effect } from "#lib/corpus/schemas.ts";

/** What the values in the form would do to what customers are served. */
export function useEffectPreview(id: string, values: { status: string; embedMode: string }) {
  const query = new URLSearchParams(values).toString();
  return useQuery({
    queryKey: ["document-effect", id, values.status, values.embedMode],
    queryFn: ({ signal }) => apiGet<Effect>(`/api/documents/${id}/effect?${query}`, signal),
    staleTime: 0,
  });
}
