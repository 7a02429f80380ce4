"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiGet } from "#components/api-client.ts";
import type { FacetAnswer, RowPage } from "#lib/url/table-answers.ts";

/** What a page was first drawn with, and for which rows. */
export type FirstRows<Row> = { query: string; page: RowPage<Row> };

const keepFresh = 15_000;
const followEvery = 3_000;

/**
 * The rows for a query. While others are on their way, or after a failure, the last ones stay, and `current`
 * says that they are not those that were asked for. While one is unsettled they are asked for again and again.
 */
export function useRows<Row>(
  api: string,
  query: string,
  first: FirstRows<Row>,
  unsettled: (row: Row) => boolean = () => false,
) {
  const isFirst = query === first.query;
  const asked = useQuery({
    queryKey: [api, "rows", query],
    queryFn: ({ signal }) => apiGet<RowPage<Row>>(`${api}?${query}`, signal),
    staleTime: keepFresh,
    refetchInterval: ({ state }) => (state.data?.items.some(unsettled) ? followEvery : false),
    ...(isFirst
      ? { initialData: first.page, initialDataUpdatedAt: Date.parse(first.page.seenAt) }
      : {}),
  });
  const last = useLast(asked.data, first.page);
  return {
    page: last,
    current: asked.data !== undefined,
    loading: asked.isFetching,
    error: asked.error,
    retry: () => void asked.refetch(),
  };
}

/** The counts of all facets for a filter; the last ones while others are on their way. */
export function useFacets<F extends string>(api: string, filter: string) {
  const asked = useQuery({
    queryKey: [api, "facets", filter],
    queryFn: ({ signal }) => apiGet<FacetAnswer<F>>(`${api}/facets?${filter}`, signal),
    staleTime: keepFresh,
  });
  const last = useLast<FacetAnswer<F> | undefined>(asked.data, undefined);
  return {
    answer: last,
    current: asked.data !== undefined,
    loading: asked.isFetching,
    error: asked.error,
    retry: () => void asked.refetch(),
  };
}

/** The value, or while there is none the last one that there was. */
function useLast<T>(value: T | undefined, first: T): T {
  const [last, setLast] = useState(value ?? first);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
