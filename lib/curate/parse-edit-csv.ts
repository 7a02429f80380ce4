import { parse } from "csv-parse/sync";
import { valueSchema } from "#lib/corpus/change-schemas.ts";
import { type Field, type FieldValue, fieldsOf, type Subject } from "#lib/corpus/field-schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";

export type CsvProblem = { line: number; message: string };
/**
 * One line of the file: the row that it is for, the version that was exported, and its cells by field: their texts,
 * what these mean, and why one means nothing. A row may hold what no form takes: that is for who knows the row.
 */
export type CsvEdit = {
  line: number;
  id: string;
  version: number;
  cells: Record<string, string>;
  values: Record<string, FieldValue>;
  refused: Record<string, string>;
};
export type CsvEdits = { edits: CsvEdit[]; problems: CsvProblem[]; ignored: string[] };

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The lines of an exported file that came back. Columns that cannot be edited are named in `ignored`; a line that
 * makes no sense is a problem and never stops the others. Throws invalid where it is no such file.
 */
export function parseEditCsv(subject: Subject, text: string): CsvEdits {
  const records = readRecords(text);
  const [head, ...lines] = records;
  const names = (head ?? []).map((name) => name.trim());
  if (!names.includes("id") || !names.includes("version"))
    throw new AppError(
      "invalid",
      "The file needs the columns id and version, as an export has them.",
    );
  const known = new Map(fieldsOf(subject).map((field) => [field.name, field]));
  const result: CsvEdits = {
    edits: [],
    problems: [],
    ignored: names.filter((name) => !known.has(name) && !fixed.has(name)),
  };
  const seen = new Set<string>();
  for (const [at, cells] of lines.entries()) {
    const line = at + 2;
    const record = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
    const edit = readLine(known, record, line);
    if ("message" in edit) result.problems.push(edit);
    else if (seen.has(edit.id))
      result.problems.push({
        line,
        message: "This row stands in the file twice: the first counts.",
      });
    else result.edits.push(edit);
    if ("id" in edit) seen.add(edit.id);
  }
  return result;
}

const fixed = new Set(["id", "version", "path"]);

function readRecords(text: string): string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    throw new AppError(
      "invalid",
      "This is not a CSV file that can be read: a quote is left open, or a line is torn.",
    );
  }
}

function readLine(
  known: Map<string, Field>,
  record: Record<string, string>,
  line: number,
): CsvEdit | CsvProblem {
  const id = (record.id ?? "").toLowerCase();
  const version = Number(record.version);
  if (!uuid.test(id)) return { line, message: "Its id is not one of ours." };
  if (!Number.isInteger(version) || version < 1)
    return { line, message: "Its version is not a number." };
  const cells: CsvEdit["cells"] = {};
  const values: CsvEdit["values"] = {};
  const refused: CsvEdit["refused"] = {};
  for (const [name, cell] of Object.entries(record)) {
    const field = known.get(name);
    if (!field) continue;
    const text = unguarded(cell);
    cells[name] = text;
    const parsed = valueSchema(field).safeParse(cellValue(field, text));
    if (parsed.success) values[name] = parsed.data as FieldValue;
    else refused[name] = `${field.label}: ${parsed.error.issues[0]?.message ?? "not accepted."}`;
  }
  return { line, id, version, cells, values, refused };
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r\n']/.test(cell) ? cell.slice(1) : cell;
}

function cellValue(field: Field, cell: string): unknown {
  const text = cell.trim();
  if (field.kind === "switch")
    return /^(true|yes|1)$/i.test(text) ? true : /^(false|no|0|)$/i.test(text) ? false : text;
  if (text === "") return null;
  if (field.kind === "links") return parsedJson(text);
  if (field.kind === "terms") return text.startsWith("[") ? parsedJson(text) : text.split(";");
  return text;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
