"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useEffect } from "react";
import { apiGet } from "#components/api-client.ts";
import type { RunLog } from "#lib/ingest/runs-schemas.ts";
import { followEveryMs } from "./follow-every.ts";

type LogSearch = { runId: string; live: boolean; level: string; q: string };

const most = 2_000;

/** The lines of a run's log, newest first. Each time only what came since is asked for. */
export function useRunLog({ runId, live, level, q }: LogSearch) {
  const client = useQueryClient();
  const words = useDeferredValue(q.trim());
  const key = ["run", runId, "log", level, words];
  const read = (part: Record<string, string>, signal?: AbortSignal) => {
    const query = new URLSearchParams({
      ...part,
      ...(level ? { level } : {}),
      ...(words ? { q: words } : {}),
    });
    return apiGet<RunLog>(`/api/runs/${runId}/log?${query}`, signal);
  };
  const log = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<RunLog> => {
      const known = client.getQueryData<RunLog>(key);
      const newest = known?.items[0]?.id;
      if (!known || newest === undefined) return read({}, signal);
      const later = await read({ after: String(newest) }, signal);
      // Asleep for long: more came than one answer holds, so begin anew with the newest.
      if (later.more) return read({}, signal);
      return { items: [...later.items, ...known.items].slice(0, most), more: known.more };
    },
    refetchInterval: live ? followEveryMs : false,
    refetchOnWindowFocus: true,
  });
  const { refetch } = log;
  useEffect(() => {
    if (!live) void refetch();
  }, [live, refetch]);
  const earlier = useMutation({
    mutationFn: (before: string) => read({ before }),
    onSuccess: ({ items, more }) =>
      client.setQueryData<RunLog>(key, (now) => ({
        items: [...(now?.items ?? []), ...items],
        more: more && (now?.items.length ?? 0) + items.length < most,
      })),
  });
  const oldest = log.data?.items.at(-1)?.id;
  return {
    lines: log.data?.items ?? [],
    more: log.data?.more ?? false,
    showMore: () => {
      // Pressed twice, the same lines would come twice.
      if (oldest !== undefined && !earlier.isPending) earlier.mutate(String(oldest));
    },
    error: log.error ?? earlier.error,
    isPending: log.isPending,
  };
}
