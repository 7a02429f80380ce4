import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { AuditFilter } from "#lib/corpus/audit-schemas.ts";
import { FieldSelect } from "./field-select.tsx";

/** A plain form: its values are the page's address. */
export function AuditFilters({ state, filtered }: { state: AuditFilter; filtered: boolean }) {
  return (
    <form action="/audit" className="flex flex-wrap items-end gap-3 px-4 pb-3">
      <Field label="Person">
        {(props) => <Input {...props} name="person" defaultValue={state.person} className="w-36" />}
      </Field>
      <Field label="Document, path or id">
        {(props) => (
          <Input {...props} name="document" defaultValue={state.document} className="w-48" />
        )}
      </Field>
      <FieldSelect chosen={state.field} />
      <Field label="Action">
        {(props) => <Input {...props} name="action" defaultValue={state.action} className="w-32" />}
      </Field>
      <Field label="From">
        {(props) => (
          <Input {...props} type="date" name="from" defaultValue={state.from} className="w-36" />
        )}
      </Field>
      <Field label="Until">
        {(props) => (
          <Input {...props} type="date" name="until" defaultValue={state.until} className="w-36" />
        )}
      </Field>
      <Field label="Change set">
        {(props) => (
          <Input
            {...props}
            name="changeSet"
            defaultValue={state.changeSet}
            className="w-28 font-mono"
          />
        )}
      </Field>
      <Button type="submit" variant="primary">
        Show
      </Button>
      {filtered ? (
        <Button asChild variant="ghost">
          <Link href={"/audit" as never}>Clear</Link>
        </Button>
      ) : null}
    </form>
  );
}
