"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import type { Effect, QueriesEffect } from "#lib/corpus/change-set-schemas.ts";

type Asked = { draft: string | undefined; changes: unknown; nothing: boolean };

/** What a change of a draft's rows would do, and which queries it would change; asked a moment after typing stopped. */
export function useEffectOf({ draft, changes, nothing }: Asked) {
  const url = `/api/changes/${draft}`;
  const text = useSettled(JSON.stringify({ changes }), 300);
  const enabled = draft !== undefined && !nothing;
  const common = {
    enabled,
    staleTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  } as const;
  const effect = useQuery({
    ...common,
    queryKey: ["effect", url, text],
    queryFn: ({ signal }) => apiSend<Effect>("POST", `${url}/effect`, JSON.parse(text), { signal }),
  });
  const queries = useQuery({
    ...common,
    queryKey: ["effect-queries", url, text],
    queryFn: ({ signal }) =>
      apiSend<QueriesEffect>("POST", `${url}/queries`, JSON.parse(text), { signal }),
  });
  return { effect, queries };
}

export type Preview = ReturnType<typeof useEffectOf>;

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
