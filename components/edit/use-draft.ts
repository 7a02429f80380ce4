"use client";

import { useQuery } from "@tanstack/react-query";
import { apiSend } from "#components/api-client.ts";
import type { Subject } from "#lib/corpus/field-schemas.ts";

/** Rows one by one with the versions that were seen, or all that matched a filter when it was read. */
export type DraftRows =
  | { rows: { id: string; version: number }[] }
  | { filter: string; seenAt: string };
export type Draft = { id: string; total: number };

/** Pins the rows that a form is for, once. */
export function useDraft(subject: Subject, rows: DraftRows, enabled = true) {
  return useDraftOf("/api/changes", { subject, ...rows }, enabled);
}

/** As useDraft, of what another part of the API pins. */
export function useDraftOf(api: string, asked: object, enabled = true) {
  return useQuery({
    queryKey: ["draft", api, JSON.stringify(asked)],
    queryFn: ({ signal }) => apiSend<Draft>("POST", api, asked, { signal }),
    enabled,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
