import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

const lifetimes = [
  { days: "30", label: "30 days" },
  { days: "90", label: "90 days" },
  { days: "365", label: "1 year" },
  { days: "never", label: "No end: until it is revoked" },
];

/** How long a token is valid. */
export function LifetimeField() {
  return (
    <Field label="Valid for">
      {(control) => (
        <Select {...control} name="days" defaultValue="90">
          {lifetimes.map(({ days, label }) => (
            <option key={days} value={days}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** The field's value in a form as days; null for no end. */
export function lifetimeOf(form: FormData): number | null {
  const days = Number(form.get("days"));
  return Number.isInteger(days) && days > 0 ? days : null;
}
