import type { Editable } from "#lib/corpus/change-set-schemas.ts";
import type { Field } from "#lib/corpus/field-schemas.ts";

/** The terms that a field offers: of its vocabulary, or those in use. */
export function offeredFor(
  field: Field,
  { vocabularies, suggestions }: Pick<Editable, "vocabularies" | "suggestions">,
): readonly string[] {
  if (field.vocabulary) return vocabularies[field.vocabulary];
  return suggestions?.[field.name] ?? [];
}
