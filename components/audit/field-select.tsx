import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { chunkFields, documentFields, type Field as FieldSpec } from "#lib/corpus/field-schemas.ts";

const every = [...documentFields, ...chunkFields];

type SelectProps = { chosen: string; of?: readonly FieldSpec[] };

/** One of the fields that can be edited, or any: for the plain forms whose values are the page's address. */
export function FieldSelect({ chosen, of = every }: SelectProps) {
  const fields = [...new Map(of.map(({ column, label }) => [column, label]))].sort((a, b) =>
    a[1].localeCompare(b[1]),
  );
  return (
    <Field label="Field">
      {(props) => (
        <Select {...props} name="field" defaultValue={chosen}>
          <option value="">any</option>
          {fields.map(([column, label]) => (
            <option key={column} value={column}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
