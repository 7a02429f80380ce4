"use client";

import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Field as FieldSpec, FieldValue, Link } from "#lib/corpus/field-schemas.ts";
import { ChecksInput } from "./checks-input.tsx";
import { ExtendVocabulary } from "./extend-vocabulary.tsx";
import { InstantInput } from "./instant-input.tsx";
import { LinksInput } from "./links-input.tsx";
import { TermsInput } from "./terms-input.tsx";

type ControlProps = {
  id?: string;
  "aria-label"?: string;
  field: FieldSpec;
  value: FieldValue;
  offered: readonly string[];
  zone: string;
  /** Whether this person may add terms to the vocabularies. */
  mayExtend: boolean;
  onChange: (value: FieldValue) => void;
};

/** The control of a field's kind. Each change gives the whole new value. */
export function FieldControl({
  field,
  value,
  offered,
  zone,
  mayExtend,
  onChange,
  ...described
}: ControlProps) {
  switch (field.kind) {
    case "choice":
      return (
        <Select
          {...described}
          className="w-full"
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value || null)}
        >
          {field.unset ? <option value="">{field.unset}</option> : null}
          {field.options?.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </Select>
      );
    case "switch":
      return (
        <Select
          {...described}
          className="w-full"
          value={value ? "yes" : "no"}
          onChange={(event) => onChange(event.target.value === "yes")}
        >
          <option>no</option>
          <option>yes</option>
        </Select>
      );
    case "line":
      return (
        <Input
          {...described}
          value={String(value ?? "")}
          maxLength={field.max}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case "prose":
      return (
        <Textarea
          {...described}
          value={String(value ?? "")}
          maxLength={field.max}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case "instant":
      return (
        <InstantInput
          {...described}
          value={typeof value === "string" ? value : null}
          zone={zone}
          onChange={onChange}
        />
      );
    case "links":
      return (
        <LinksInput value={Array.isArray(value) ? (value as Link[]) : []} onChange={onChange} />
      );
    case "terms": {
      const terms = Array.isArray(value) ? (value as string[]) : [];
      const change = (next: string[]) => onChange(next.length > 0 ? next : null);
      if (field.closed && offered.length <= 12)
        return (
          <div className="flex flex-col">
            <ChecksInput label={field.label} value={terms} offered={offered} onChange={change} />
            {mayExtend ? (
              <ExtendVocabulary
                field={field}
                onAdded={(term) => change([...new Set([...terms, term])].sort())}
              />
            ) : null}
          </div>
        );
      return (
        <TermsInput
          {...described}
          label={field.label}
          value={terms}
          offered={offered}
          max={field.max ?? 100}
          onChange={change}
        />
      );
    }
  }
}
