"use client";

import { cn } from "#components/ui/cn.ts";
import { Field } from "#components/ui/field.tsx";
import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import { type Field as FieldSpec, type FieldValue, fieldsOf } from "#lib/corpus/field-schemas.ts";
import { valueText } from "#lib/format/value.ts";
import { FieldControl } from "./field-control.tsx";
import type { Values } from "./form-values.ts";
import { offeredFor } from "./offered-for.ts";

type EditFieldsProps = {
  editable: Editable;
  values: Values;
  errors: Record<string, string>;
  onChange: (name: string, value: FieldValue) => void;
};

/** The form's fields; short ones stand two abreast. */
export function EditFields({ editable, values, errors, onChange }: EditFieldsProps) {
  return (
    <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
      {fieldsOf(editable.subject).map((field) => (
        <Field
          key={field.name}
          label={field.label}
          hint={hintOf(field, editable)}
          error={errorOf(errors, field.name)}
          className={cn(isWide(field) && "sm:col-span-2")}
        >
          {(props) => (
            <FieldControl
              {...props}
              field={field}
              value={values[field.name] ?? null}
              offered={offeredFor(field, editable)}
              zone={editable.zone}
              mayExtend={editable.mayExtend}
              onChange={(value) => onChange(field.name, value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function isWide({ kind, name }: FieldSpec): boolean {
  return kind === "prose" || kind === "terms" || kind === "links" || name === "title";
}

/** An error stands under its field, also one of a part of its value. */
function errorOf(errors: Record<string, string>, name: string): string | undefined {
  const path = Object.keys(errors).find((key) => key === name || key.split(".").includes(name));
  return path === undefined ? undefined : errors[path];
}

function hintOf({ name }: FieldSpec, { manifest, origins, zone }: Editable): string | undefined {
  const person = origins[name];
  const said =
    name in manifest ? `The manifest says ${valueText(manifest[name], zone) || "nothing"}.` : "";
  const changed = person
    ? `Changed by ${person.by}${said ? "" : `; before: ${valueText(person.over, zone) || "nothing"}`}.`
    : "";
  return [said, changed].filter(Boolean).join(" ") || undefined;
}
