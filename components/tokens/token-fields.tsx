import { FormError } from "#components/auth/form-error.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { DialogFoot } from "#components/ui/dialog-foot.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { tokenScopes } from "#lib/auth/token-schemas.ts";
import { LifetimeField } from "./lifetime-field.tsx";
import { ceilingLabels, scopeLabels } from "./words.ts";

type TokenFieldsProps = { error: Error | null; fields: Record<string, string>; busy: boolean };

/** What a new token may do. */
export function TokenFields({ error, fields, busy }: TokenFieldsProps) {
  return (
    <>
      <FormError error={Object.keys(fields).length > 0 ? null : error} />
      <Field
        label="Consumer"
        hint="The program that will use it, such as “website assistant”."
        error={fields.consumer}
      >
        {(control) => (
          <Input {...control} name="consumer" autoComplete="off" maxLength={120} required />
        )}
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-xs font-medium">May be used for</legend>
        {tokenScopes.map((scope) => (
          <div key={scope} className="flex items-center gap-2">
            <Checkbox
              id={`scope-${scope}`}
              name="scopes"
              value={scope}
              defaultChecked={scope === "retrieve"}
            />
            <label htmlFor={`scope-${scope}`}>{scopeLabels[scope]}</label>
          </div>
        ))}
        {fields.scopes ? (
          <p role="alert" className="text-xs text-danger">
            {fields.scopes}
          </p>
        ) : null}
      </fieldset>
      <Field
        label="May be given at most"
        hint="A request can ask for less, never for more."
        error={fields.visibility ?? fields.confidentiality}
      >
        {(control) => (
          <Select {...control} name="ceiling" defaultValue="public/normal">
            {ceilingLabels.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label="Requests a minute" error={fields.requestsPerMinute}>
          {(control) => (
            <Input
              {...control}
              name="requestsPerMinute"
              type="number"
              min={1}
              max={100_000}
              defaultValue={600}
              required
            />
          )}
        </Field>
        <LifetimeField />
      </div>
      <DialogFoot action="Make the token" busy={busy} />
    </>
  );
}
