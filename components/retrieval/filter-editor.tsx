"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  filterFields,
  filterWords,
  type MetadataFilter,
  metadataFilterSchema,
} from "#lib/retrieve/filter-schemas.ts";
import { Group } from "./boost-sliders.tsx";
import { withFilter } from "./lane-changes.ts";

type FilterEditorProps = {
  filters: readonly MetadataFilter[];
  onChange: (filters: MetadataFilter[]) => void;
};

const operators = {
  text: ["any", "none", "prefix", "present", "missing"],
  list: ["any", "all", "none", "present", "missing"],
  number: ["from", "until", "present", "missing"],
  time: ["from", "until", "present", "missing"],
  flag: ["any"],
  presence: ["present", "missing"],
} as const;
type Kind = keyof typeof operators;
const kinds = Object.keys(filterFields) as Kind[];

/** Conditions on metadata that narrow a lane. */
export function FilterEditor({ filters, onChange }: FilterEditorProps) {
  const [field, setField] = useState<string>("category");
  const [is, setIs] = useState<string>("any");
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const kind = kindOf(field);
  const needsValues = is !== "present" && is !== "missing";

  function add() {
    const values = needsValues
      ? text
          .split(",")
          .map((one) => one.trim())
          .filter(Boolean)
      : [];
    const parsed = metadataFilterSchema.safeParse({ field, is, values });
    setProblem(parsed.success ? "" : wrong[kind]);
    if (!parsed.success) return;
    onChange(withFilter(filters, parsed.data));
    setText("");
  }

  return (
    <Group title="Filters on metadata" note="asks again">
      {filters.length > 0 ? (
        <ul className="space-y-1">
          {filters.map((filter) => (
            <li
              key={JSON.stringify(filter)}
              className="flex items-center justify-between gap-2 rounded bg-hover py-0.5 pr-0.5 pl-2 text-xs"
            >
              <span className="break-words">{filterWords(filter)}</span>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Remove the filter ${filterWords(filter)}`}
                className="size-6 px-0"
                onClick={() => onChange(filters.filter((one) => one !== filter))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        <Select
          aria-label="Field"
          value={field}
          onChange={(event) => {
            setField(event.target.value);
            setIs(operators[kindOf(event.target.value)][0]);
          }}
        >
          {kinds
            .flatMap((one) => filterFields[one])
            .toSorted()
            .map((one) => (
              <option key={one}>{one}</option>
            ))}
        </Select>
        <Select aria-label="Condition" value={is} onChange={(event) => setIs(event.target.value)}>
          {operators[kind].map((one) => (
            <option key={one} value={one}>
              {conditionWords[one]}
            </option>
          ))}
        </Select>
      </div>
      <div className="flex gap-2">
        <Input
          aria-label="Values, separated by commas"
          placeholder={placeholders[kind]}
          value={text}
          disabled={!needsValues}
          aria-invalid={problem !== ""}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <Button onClick={add}>Add</Button>
      </div>
      {problem ? (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      ) : null}
    </Group>
  );
}

const conditionWords = {
  any: "is one of",
  all: "has all of",
  none: "is none of",
  prefix: "begins with one of",
  from: "from",
  until: "before",
  present: "is there",
  missing: "is missing",
};
const placeholders: Record<Kind, string> = {
  text: "a value, or several, …",
  list: "a value, or several, …",
  number: "a whole number",
  time: "2026-11-24T00:00:00Z",
  flag: "true or false",
  presence: "no value",
};
const wrong: Record<Kind, string> = {
  text: "Type a value.",
  list: "Type a value.",
  number: "Type one whole number.",
  time: "Type a time such as 2026-11-24T00:00:00Z.",
  flag: "Type true or false.",
  presence: "Choose a condition.",
};

function kindOf(field: string): Kind {
  return kinds.find((one) => filterFields[one].some((name) => name === field)) ?? "text";
}
