import type { Curated } from "#lib/corpus/document-metadata.ts";
import { documentFields, type Field } from "#lib/corpus/field-schemas.ts";
import { type EditableRow, readValue, sameValue } from "#lib/corpus/plan-edit.ts";

/** Says of these columns that what is in force is meant, though the manifest or the file says otherwise. */
export type Keep = { keep: string[] };

export function isKeep(work: object): work is Keep {
  return "keep" in work;
}

/** What the manifest says, else what stood there before the first person changed it. */
export function saidOf({ manifest, curated }: EditableRow, column: string): unknown {
  return manifest && column in manifest ? manifest[column] : curated?.[column]?.over;
}

/** Those of the fields that differ, and of which nobody said yet that they are meant. */
export function unsaidFields(row: EditableRow, { keep }: Keep): Field[] {
  return documentFields.filter(
    (field) =>
      keep.includes(field.column) &&
      !row.curated?.[field.column]?.kept &&
      !sameValue(
        readValue(field, row.values[field.column]),
        readValue(field, saidOf(row, field.column)),
      ),
  );
}

/** The row's curated values once these fields are meant; of what another program wrote, whoever says so is the person. */
export function curatedKeeping(
  row: EditableRow,
  fields: readonly Field[],
  stamp: { by: string; at: string },
): Curated {
  const curated = { ...row.curated };
  for (const field of fields) {
    const { column } = field;
    const person = curated[column] ?? {
      value: readValue(field, row.values[column]),
      ...stamp,
      over: saidOf(row, column),
    };
    curated[column] = { ...person, kept: true };
  }
  return curated;
}
