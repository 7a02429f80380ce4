"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import type { Effect, QueriesEffect } from "#lib/corpus/change-set-schemas.ts";

type Asked = { url: string; body: unknown; enabled: boolean };

/** What a change would do, and which queries it would change; asked a moment after typing stopped. */
export function useEffectOf({ url, body, enabled }: Asked) {
  const text = useSettled(JSON.stringify(body), 300);
  const common = {
    enabled,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  } as const;
  const effect = useQuery({
    ...common,
    queryKey: ["effect", url, text],
    queryFn: ({ signal }) => apiSend<Effect>("POST", effectUrl(url), JSON.parse(text), { signal }),
  });
  const queries = useQuery({
    ...common,
    queryKey: ["effect-queries", url, text],
    queryFn: ({ signal }) =>
      apiSend<QueriesEffect>("POST", `${url}/queries`, JSON.parse(text), { signal }),
  });
  return { effect, queries, settled: text === JSON.stringify(body) };
}

export type Preview = ReturnType<typeof useEffectOf>;

/** A few rows are asked at /api/effects, a change set at its own address. */
function effectUrl(url: string): string {
  return url === "/api/effects" ? url : `${url}/effect`;
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
