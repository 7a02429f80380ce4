"use client";

import { useSearchParams } from "next/navigation";
import { changeParams } from "#lib/url/change-params.ts";

export type Change = Parameters<typeof changeParams>[1];

/** The address's parameters, and ways to change them without asking the server for the page again. */
export function useUrlState(path: string) {
  const params = useSearchParams();
  const hrefOf = (change: Change) => `${path}${changeParams(params, change)}`;
  return {
    params,
    hrefOf,
    /** A step that Back undoes. */
    push: (change: Change) => window.history.pushState(null, "", hrefOf(change)),
    /** A change that leaves no step behind. */
    replace: (change: Change) => window.history.replaceState(null, "", hrefOf(change)),
  };
}

/** Parameters of the rows alone, in one order: the same rows have the same text. */
export function rowsQuery(params: URLSearchParams, ignored: readonly string[]): string {
  return textOf(params, ["open", "view", ...ignored]);
}

/** Parameters of the filter alone, whatever the order and the page. */
export function filterQuery(params: URLSearchParams, ignored: readonly string[]): string {
  return textOf(params, ["open", "view", "sort", "dir", "after", "before", "limit", ...ignored]);
}

function textOf(params: URLSearchParams, without: string[]): string {
  const kept = new URLSearchParams([...params].filter(([key]) => !without.includes(key)));
  kept.sort();
  return kept.toString();
}
