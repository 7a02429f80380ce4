import { cleanValue } from "#lib/corpus/clean-values.ts";
import type { Field, FieldValue } from "#lib/corpus/field-schemas.ts";
import { redactProse } from "#lib/guardrail/redact.ts";

/** A value as it may be shown: without amounts where its document is price-sensitive. */
export function cleanField(
  sensitive: boolean,
  field: Pick<Field, "column">,
  value: FieldValue,
): FieldValue {
  if (!sensitive) return value;
  // Redaction changes texts within a value and keeps its form.
  return cleanValue(field.column, value, redactProse) as FieldValue;
}
