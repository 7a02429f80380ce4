"use client";

import { Select } from "#components/ui/select.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import { type Field, type FieldValue, fieldsOf } from "#lib/corpus/field-schemas.ts";
import { type BulkValues, operationsOf } from "./bulk-values.ts";
import { FieldControl } from "./field-control.tsx";
import { offeredFor } from "./offered-for.ts";

type FieldsProps = {
  choices: Omit<Editable, "id" | "version">;
  values: BulkValues;
  errors: Record<string, string>;
  onChange: (values: BulkValues) => void;
};

/** Every field with what is to become of it: left as it is, set, or terms added or removed. */
export function BulkFields({ choices, values, errors, onChange }: FieldsProps) {
  return (
    <ul className="divide-y divide-line border-y">
      {fieldsOf(choices.subject).map((field) => (
        <BulkField
          key={field.name}
          field={field}
          value={values[field.name]}
          error={errors[field.name]}
          choices={choices}
          onChange={(next) => {
            const { [field.name]: _, ...rest } = values;
            onChange(next ? { ...rest, [field.name]: next } : rest);
          }}
        />
      ))}
    </ul>
  );
}

type BulkFieldProps = {
  field: Field;
  value: BulkValues[string] | undefined;
  error: string | undefined;
  choices: FieldsProps["choices"];
  onChange: (value: BulkValues[string] | undefined) => void;
};

function BulkField({ field, value, error, choices, onChange }: BulkFieldProps) {
  const first: FieldValue =
    field.kind === "choice"
      ? field.unset
        ? null
        : (field.options?.[0] ?? null)
      : field.kind === "switch"
        ? false
        : null;
  return (
    <li className="grid grid-cols-[9rem_minmax(0,1fr)] items-start gap-x-3 py-1.5">
      <span className="pt-1.5">{field.label}</span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <Select
          aria-label={`${field.label}: what to do`}
          className="w-44"
          value={value?.operation ?? ""}
          onChange={(event) => {
            const operation = operationsOf(field).find(({ name }) => name === event.target.value);
            onChange(
              operation ? { operation: operation.name, value: value?.value ?? first } : undefined,
            );
          }}
        >
          <option value="">leave as it is</option>
          {operationsOf(field).map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </Select>
        {value ? (
          <FieldControl
            aria-label={field.label}
            field={field}
            value={value.value}
            offered={offeredFor(field, choices)}
            zone={choices.zone}
            mayExtend={choices.mayExtend}
            onChange={(next) => onChange({ ...value, value: next })}
          />
        ) : null}
        {error ? (
          <p role="alert" className="text-xs text-danger">
            {error}
          </p>
        ) : null}
      </div>
    </li>
  );
}
