"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";

type ChecksProps = {
  label: string;
  value: readonly string[];
  offered: readonly string[];
  onChange: (terms: string[]) => void;
};

/** The few terms of a vocabulary, each with a box. A term that the row has and nobody offers stays on the list. */
export function ChecksInput({ label, value, offered, onChange }: ChecksProps) {
  const toggle = (term: string) =>
    onChange(value.includes(term) ? value.filter((one) => one !== term) : [...value, term].sort());
  return (
    <fieldset className="flex flex-wrap gap-x-4">
      <legend className="sr-only">{label}</legend>
      {[...new Set([...offered, ...value])].map((term) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox.
        <label key={term} className="flex min-h-7 items-center gap-2">
          <Checkbox checked={value.includes(term)} onCheckedChange={() => toggle(term)} />
          {term}
        </label>
      ))}
    </fieldset>
  );
}
