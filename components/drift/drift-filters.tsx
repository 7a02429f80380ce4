import Link from "next/link";
import { FieldSelect } from "#components/audit/field-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { documentFields } from "#lib/corpus/field-schemas.ts";

type FiltersProps = { path: string; field: string };

/** A plain form: its values are the page's address. */
export function DriftFilters({ path, field }: FiltersProps) {
  return (
    <form action="/drift" className="flex flex-wrap items-end gap-3 px-4 pb-3">
      <Field label="Path holds">
        {(props) => <Input {...props} name="path" defaultValue={path} className="w-56" />}
      </Field>
      <FieldSelect chosen={field} of={documentFields} />
      <Button type="submit" variant="primary">
        Show
      </Button>
      {path || field ? (
        <Button asChild variant="ghost">
          <Link href={"/drift" as never}>Clear</Link>
        </Button>
      ) : null}
    </form>
  );
}
