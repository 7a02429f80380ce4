import { type RawBuilder, sql } from "kysely";
import { cleanValue, type Redact } from "./clean-values.ts";
import type { ExportColumns, ExportKind } from "./export-line.ts";
import { type FieldKind, type FieldValue, fieldsOf, type Subject } from "./field-schemas.ts";
import { readValue } from "./plan-edit.ts";

/** A row of a file: by column, in the order of the columns. */
export type FileRow = Record<string, unknown>;

const kinds: Record<FieldKind, ExportKind> = {
  choice: "text",
  switch: "flag",
  line: "text",
  prose: "text",
  terms: "list",
  instant: "instant",
  links: "links",
};

/** Every field that can be edited, as a column of a file that may come back edited. */
export function ownKinds(subject: Subject): Record<string, ExportKind> {
  return Object.fromEntries(fieldsOf(subject).map(({ name, kind }) => [name, kinds[kind]]));
}

/** The own values of a row under its alias, nothing taken from elsewhere, as `own_<field>`. */
export function ownColumns(subject: Subject): RawBuilder<unknown> {
  const alias = subject === "document" ? "d" : "c";
  return sql.join(
    fieldsOf(subject).map(({ name, column, kind }) => {
      const value = sql.ref(`${alias}.${column}`);
      const text = kind === "line" || kind === "prose";
      return sql`${text ? sql`nullif(${value}, '')` : value} as ${sql.ref(`own_${name}`)}`;
    }),
  );
}

/** The columns of the file out of a row `r` that has its own values beside others of these names. */
export function fileColumns(
  subject: Subject,
  columns: ExportColumns<FileRow>,
): RawBuilder<unknown> {
  const own = new Set(fieldsOf(subject).map(({ name }) => name));
  return sql.join(
    Object.keys(columns).map(
      (name) => sql`${sql.ref(own.has(name) ? `r.own_${name}` : `r.${name}`)} as ${sql.ref(name)}`,
    ),
  );
}

/** Own values as a file holds them: without amounts where `redact` is given. */
export function ownValues(subject: Subject, row: FileRow, redact: Redact | undefined): FileRow {
  return Object.fromEntries(
    fieldsOf(subject).map((field) => {
      const value: FieldValue = readValue(field, row[field.name]);
      const shown = redact ? cleanValue(field.column, value, redact) : value;
      const list = field.kind === "terms" || field.kind === "links";
      return [field.name, shown ?? (list ? [] : null)];
    }),
  );
}
