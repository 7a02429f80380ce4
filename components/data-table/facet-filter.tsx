"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { formatCount } from "#lib/format/number.ts";

export type FacetOption = { value: string; label?: string; count: number };

type FacetFilterProps = {
  label: string;
  options: FacetOption[];
  selected: readonly string[];
  onChange: (values: string[]) => void;
};

/** A filter by values with their counts. A chosen value stays on offer at a count of 0. */
export function FacetFilter({ label, options, selected, onChange }: FacetFilterProps) {
  const known = new Set(options.map((option) => option.value));
  const gone = selected
    .filter((value) => !known.has(value))
    .map((value): FacetOption => ({ value, count: 0 }));
  const toggle = (value: string) =>
    onChange(
      selected.includes(value) ? selected.filter((one) => one !== value) : [...selected, value],
    );
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="sm" className={selected.length > 0 ? "border-accent text-accent" : ""}>
          {selected.length > 0 ? `${label}: ${shorten(selected)}` : label}
          <ChevronDown aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        className="max-h-80 w-64 overflow-y-auto p-1"
        aria-label={`Filter by ${label}`}
      >
        {options.length + gone.length === 0 ? (
          <p className="px-2 py-1 text-muted">Nothing to choose from.</p>
        ) : null}
        {[...options, ...gone].map((option) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox.
          <label
            key={option.value}
            className="flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-hover"
          >
            <Checkbox
              checked={selected.includes(option.value)}
              onCheckedChange={() => toggle(option.value)}
            />
            <span className="min-w-0 flex-1 break-words">{option.label ?? option.value}</span>
            <span className="text-muted">{formatCount(option.count)}</span>
          </label>
        ))}
      </PopoverContent>
    </Popover>
  );
}

function shorten(values: readonly string[]): string {
  return values.length > 2 ? `${values.length} values` : values.join(", ");
}
