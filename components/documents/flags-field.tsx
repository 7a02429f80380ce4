"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { documentEditSchema, knownGuardrailFlags } from "#lib/corpus/schemas.ts";

type FlagsFieldProps = { value: string[]; onChange: (flags: string[]) => void };

/** Guardrail flags: the known ones, those it has, and room for another. */
export function FlagsField({ value, onChange }: FlagsFieldProps) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const offered = [...new Set([...knownGuardrailFlags, ...value])].sort();
  const toggle = (flag: string) =>
    onChange(value.includes(flag) ? value.filter((one) => one !== flag) : [...value, flag].sort());
  const add = () => {
    const flag = text.trim();
    const parsed = documentEditSchema.shape.guardrailFlags.safeParse([flag]);
    setError(parsed.error?.issues[0]?.message);
    if (!parsed.success) return;
    if (!value.includes(flag)) onChange([...value, flag].sort());
    setText("");
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-muted">Guardrail flags</legend>
      {offered.map((flag) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control inside is a radix checkbox.
        <label key={flag} className="flex min-h-7 items-center gap-2 font-mono text-xs">
          <Checkbox checked={value.includes(flag)} onCheckedChange={() => toggle(flag)} />
          {flag}
        </label>
      ))}
      <div className="flex items-end gap-2">
        <Field label="Another flag" error={error} className="flex-1">
          {(props) => (
            <Input
              {...props}
              value={text}
              maxLength={80}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
          )}
        </Field>
        <Button onClick={add} disabled={text.trim() === ""}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </fieldset>
  );
}
