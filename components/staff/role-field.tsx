import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { type Role, roleLabels, roleSchema } from "#lib/auth/schemas.ts";

const mayDo: Record<Role, string> = {
  viewer: "reads",
  content_owner: "reads and edits metadata",
  qa: "also saves queries and configurations",
  admin: "also starts runs, loosens limits, manages staff and settings",
};

/** The choice of a role, each with what it may do. */
export function RoleField({ initial }: { initial: Role }) {
  return (
    <Field label="Role">
      {(control) => (
        <Select {...control} name="role" defaultValue={initial}>
          {roleSchema.options.map((option) => (
            <option key={option} value={option}>
              {roleLabels[option]}: {mayDo[option]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
