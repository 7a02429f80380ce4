"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { formatCount } from "#lib/format/number.ts";
import type { FacetValue } from "#lib/url/table-answers.ts";
import type { FacetState } from "./facet-state.ts";
import { FacetValueRow } from "./facet-value.tsx";

type GroupProps = {
  label: string;
  valueLabels: Record<string, string> | undefined;
  counts: { exact: boolean; values: FacetValue[] } | undefined;
  state: FacetState;
  startsOpen: boolean;
  onPress: (value: string | null, how: "any" | "none") => void;
};

const shownAtFirst = 8;

/** One facet: its values by frequency, *empty* first; folded away until it is asked for. */
export function FacetGroup({ label, valueLabels, counts, state, startsOpen, onPress }: GroupProps) {
  const id = useId();
  const [open, setOpen] = useState(startsOpen);
  const [all, setAll] = useState(false);
  const active = state.any.length + state.none.length + (state.empty ? 1 : 0);
  const values = withChosen(counts?.values ?? [], state);
  const shown = all ? values : values.slice(0, shownAtFirst);
  return (
    <section aria-labelledby={id}>
      <h2>
        <button
          id={id}
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-7 w-full items-center gap-1 px-3 text-left text-xs font-medium text-muted hover:text-foreground"
        >
          <ChevronRight
            aria-hidden
            className={cn("size-3 transition-transform duration-100", open && "rotate-90")}
          />
          {label}
          {active > 0 ? (
            <span className="ml-auto rounded bg-accent-soft px-1.5 text-accent">{active} set</span>
          ) : null}
        </button>
      </h2>
      {open ? (
        <ul className="pb-2">
          {shown.map(({ value, count }) => (
            <FacetValueRow
              key={value ?? ""}
              value={value}
              label={value === null ? "empty" : (valueLabels?.[value] ?? value)}
              count={counts ? `${counts.exact ? "" : "≈ "}${formatCount(count)}` : ""}
              chosen={chosen(state, value)}
              onPress={(how) => onPress(value, how)}
            />
          ))}
          {counts && values.length === 0 ? (
            <li className="px-7 py-1 text-muted">No row is left.</li>
          ) : null}
          {values.length > shownAtFirst ? (
            <li className="px-6">
              <button
                type="button"
                onClick={() => setAll(!all)}
                className="h-7 rounded px-1 text-xs text-accent hover:underline"
              >
                {all ? "Fewer" : `${values.length - shownAtFirst} more`}
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

/** A chosen value stays on offer at a count of 0. */
function withChosen(values: FacetValue[], { any, none, empty }: FacetState): FacetValue[] {
  const known = new Set(values.map(({ value }) => value));
  const picked = [...(empty ? [null] : []), ...any, ...none];
  const gone = picked.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  return [...gone, ...values];
}

function chosen(
  { any, none, empty }: FacetState,
  value: string | null,
): "any" | "none" | undefined {
  if (value === null) return empty === "yes" ? "any" : empty === "no" ? "none" : undefined;
  if (any.includes(value)) return "any";
  return none.includes(value) ? "none" : undefined;
}
