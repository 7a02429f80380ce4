import type { Change } from "#lib/corpus/change-schemas.ts";
import type { Field, FieldValue } from "#lib/corpus/field-schemas.ts";

export type Operation = "set" | "add" | "remove";
/** What is to become of some fields; the others are left as they are. */
export type BulkValues = Record<string, { operation: Operation; value: FieldValue }>;

/** What can be done with a field of many rows. */
export function operationsOf(field: Field): { name: Operation; label: string }[] {
  if (field.kind === "terms")
    return [
      { name: "add", label: "add" },
      { name: "remove", label: "remove" },
      { name: "set", label: "set to exactly" },
    ];
  return [{ name: "set", label: "set to" }];
}

/** The API's changes; adding or removing nothing is left out. */
export function changesOf(values: BulkValues): Record<string, Change> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, { operation, value }]): [string, Change][] => {
      if (operation === "set") return [[name, { set: value }]];
      const terms = Array.isArray(value) ? (value as string[]) : [];
      return terms.length > 0 ? [[name, { [operation]: terms }]] : [];
    }),
  );
}
