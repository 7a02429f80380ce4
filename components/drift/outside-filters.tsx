import Link from "next/link";
import { FieldSelect } from "#components/audit/field-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ForeignWritesState } from "#lib/corpus/foreign-write-schemas.ts";

/** A plain form: its values are the page's address. */
export function OutsideFilters({ state }: { state: ForeignWritesState }) {
  const filtered = state.path || state.login || state.field || state.state !== "open";
  return (
    <form action="/drift/outside" className="flex flex-wrap items-end gap-3 px-4 pb-3">
      <Field label="Show">
        {(props) => (
          <Select {...props} name="state" defaultValue={state.state}>
            <option value="open">to decide on</option>
            <option value="settled">decided</option>
          </Select>
        )}
      </Field>
      <Field label="Path holds">
        {(props) => <Input {...props} name="path" defaultValue={state.path} className="w-56" />}
      </Field>
      <FieldSelect chosen={state.field} />
      <Field label="Database login">
        {(props) => <Input {...props} name="login" defaultValue={state.login} className="w-40" />}
      </Field>
      <Button type="submit" variant="primary">
        Show
      </Button>
      {filtered ? (
        <Button asChild variant="ghost">
          <Link href={"/drift/outside" as never}>Clear</Link>
        </Button>
      ) : null}
    </form>
  );
}
