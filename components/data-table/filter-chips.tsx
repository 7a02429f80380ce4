"use client";

import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { FacetSet } from "./facet-panel.tsx";
import { clearFacet, facetState, fromTheStart, isSet, pressValue } from "./facet-state.ts";
import type { Change } from "./use-url-state.ts";

type ChipsProps<F extends string> = {
  set: FacetSet<F>;
  params: URLSearchParams;
  go: (change: Change) => void;
};

/** What the rows are filtered by, each with its own way out. */
export function FilterChips<F extends string>({ set, params, go }: ChipsProps<F>) {
  const chips = (Object.keys(set.labels) as F[]).flatMap((name) => {
    const { any, none, empty } = facetState(params, name);
    const word = (value: string) => set.valueLabels?.[name]?.[value] ?? value;
    const label = set.labels[name].toLowerCase();
    return [
      ...any.map((value) => chip(name, `${label}: ${word(value)}`, value, "any" as const)),
      ...(empty === "yes" ? [chip(name, `${label}: empty`, null, "any" as const)] : []),
      ...none.map((value) => chip(name, `${label}: not ${word(value)}`, value, "none" as const)),
      ...(empty === "no" ? [chip(name, `${label}: not empty`, null, "none" as const)] : []),
    ];
  });
  if (chips.length === 0 && !params.get("q")) return null;
  const clearAll = () => {
    const set_ = (Object.keys(set.labels) as F[]).filter((name) => isSet(facetState(params, name)));
    go(Object.assign({ q: null, ...fromTheStart }, ...set_.map(clearFacet)));
  };
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-1">
      {chips.map(({ key, name, text, value, how }) => (
        <li key={key}>
          <button
            type="button"
            aria-label={`Take away ${text}`}
            onClick={() => go(pressValue(params, name, value, how))}
            className="flex h-6 max-w-64 items-center gap-1 rounded bg-accent-soft px-1.5 text-xs text-accent hover:bg-selected"
          >
            <span className="truncate">{text}</span>
            <X className="size-3 shrink-0" aria-hidden />
          </button>
        </li>
      ))}
      <li>
        <Button size="sm" variant="ghost" onClick={clearAll}>
          Clear
        </Button>
      </li>
    </ul>
  );
}

function chip<F>(name: F, text: string, value: string | null, how: "any" | "none") {
  return { key: `${name} ${how} ${value}`, name, text, value, how };
}
