"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { formatCount } from "#lib/format/number.ts";

import { FacetButton, type FacetFilterProps, type FacetOption } from "./facet-button.tsx";

/** The values of a filter with their counts, open at first. A chosen value stays on offer at a count of 0. */
export default function FacetPopover({ label, options, selected, onChange }: FacetFilterProps) {
  const known = new Set(options.map((option) => option.value));
  const gone = selected
    .filter((value) => !known.has(value))
    .map((value): FacetOption => ({ value, count: 0 }));
  const toggle = (value: string) =>
    onChange(
      selected.includes(value) ? selected.filter((one) => one !== value) : [...selected, value],
    );
  return (
    <Popover defaultOpen>
      <PopoverTrigger asChild>
        <FacetButton label={label} selected={selected} />
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
