"use client";

import { Button } from "#components/ui/button.tsx";
import { FacetGroup } from "./facet-group.tsx";
import { facetState, isSet, pressValue } from "./facet-state.ts";
import { FacetsComing } from "./facets-coming.tsx";
import type { useFacets } from "./use-table-data.ts";
import type { Change } from "./use-url-state.ts";

/** The facets of a table in the order in which they are shown, with the words for them. */
export type FacetSet<F extends string> = {
  labels: Record<F, string>;
  /** Words for values that speak for themselves less well. */
  valueLabels?: Partial<Record<F, Record<string, string>>>;
  /** Open before anybody asks. */
  open: readonly F[];
};

type PanelProps<F extends string> = {
  set: FacetSet<F>;
  facets: ReturnType<typeof useFacets<F>>;
  params: URLSearchParams;
  go: (change: Change) => void;
};

/** Every field that can be filtered by, with what is left of each value under all other filters. */
export function FacetPanel<F extends string>({ set, facets, params, go }: PanelProps<F>) {
  const { answer, error } = facets;
  const names = Object.keys(set.labels) as F[];
  return (
    <div aria-busy={!facets.current && !error} className="py-2">
      {error && answer ? (
        <p className="px-4 pb-2 text-warn">These counts are of before: new ones failed.</p>
      ) : null}
      {error && !answer ? (
        <div role="alert" className="flex flex-col items-start gap-2 px-4 pb-2">
          <p>
            The values could not be counted. The rows are not affected, and filters that are set can
            be taken away.
          </p>
          <Button size="sm" onClick={facets.retry}>
            Try again
          </Button>
        </div>
      ) : null}
      {names.map((name) => {
        const state = facetState(params, name);
        return (
          <FacetGroup
            key={name}
            label={set.labels[name]}
            valueLabels={set.valueLabels?.[name]}
            counts={answer?.facets[name]}
            state={state}
            startsOpen={set.open.includes(name) || isSet(state)}
            onPress={(value, how) => go(pressValue(params, name, value, how))}
          />
        );
      })}
      {answer || error ? null : <FacetsComing />}
    </div>
  );
}
