import type { Changes } from "#lib/corpus/change-schemas.ts";
import { type Field, fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue, sameValue } from "#lib/corpus/plan-edit.ts";
import type { Before } from "./write-rows.ts";

/** The fields that hold another value by now than the change wrote. */
export function laterChanges(
  subject: Subject,
  row: EditableRow,
  written: Record<string, unknown>,
): Field[] {
  return fieldsOf(subject)
    .filter(({ column }) => column in written)
    .filter(
      (field) =>
        !sameValue(
          readValue(field, row.values[field.column]),
          readValue(field, written[field.column]),
        ),
    );
}

/** Why a row is not given back. */
export function inTheWay(later: readonly Field[]): string {
  return `A later change stands in the way: ${later.map(({ label }) => label).join(", ")}.`;
}

/** The way back as an ordinary change, so that the same rights are asked for. */
export function restoredChanges(subject: Subject, restore: Before): Changes {
  return Object.fromEntries(
    fieldsOf(subject)
      .filter(({ column }) => column in restore)
      .map((field) => [field.name, { set: readValue(field, restore[field.column]?.value) }]),
  );
}
