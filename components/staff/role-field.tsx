import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { roleLabels } from "#lib/auth/permissions.ts";
import type { Role } from "#lib/auth/schemas.ts";

const mayDo: Record<Role, string> = {
  viewer: "reads",
  content_owner: "reads and edits metadata",
  qa: "also saves queries and configurations",
  admin: "also starts runs, loosens limits, manages staff and settings",
};

// The record lists every role, so its keys are the roles.
const roles = Object.keys(roleLabels) as Role[];

/** The choice of a role, each with what it may do. */
export function RoleField({ initial }: { initial: Role }) {
  return (
    <Field label="Role">
      {(control) => (
        <Select {...control} name="role" defaultValue={initial}>
          {roles.map((option) => (
            <option key={option} value={option}>
              {roleLabels[option]}: {mayDo[option]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
