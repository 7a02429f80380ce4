"use client";

import { Select } from "#components/ui/select.tsx";

type ChoiceSelectProps<T extends string> = {
  label: string;
  /** What choosing none of them is called. */
  every: string;
  value: T | undefined;
  values: readonly T[];
  words?: (value: T) => string;
  onChange: (value: T | undefined) => void;
};

/** One of several values, or all of them. */
export function ChoiceSelect<T extends string>(props: ChoiceSelectProps<T>) {
  const { label, every, value, values, words = (one) => one, onChange } = props;
  // What the URL asks for is offered even where nothing has it any more.
  const offered = value !== undefined && !values.includes(value) ? [value, ...values] : values;
  const chosen = value === undefined ? -1 : offered.indexOf(value);
  return (
    <Select
      aria-label={label}
      className="max-w-52"
      value={chosen}
      onChange={({ target }) => onChange(offered[Number(target.value)])}
    >
      <option value={-1}>{every}</option>
      {offered.map((one, at) => (
        <option key={one} value={at}>
          {words(one)}
        </option>
      ))}
    </Select>
  );
}
