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
  const twice = names.find((name, at) => name !== "" && names.indexOf(name) < at);
  if (twice !== undefined)
    throw new AppError(
      "invalid",
      `The column ${twice} stands in the file twice. Delete the one that does not count.`,
    );
  const known = new Map(fieldsOf(subject).map((field) => [field.name, field]));
  const result: CsvEdits = {
    edits: [],
    problems: [],
    ignored: names.filter((name) => name !== "" && !known.has(name) && !fixed.has(name)),
  };
  const seen = new Set<string>();
  for (const [at, cells] of lines.entries()) {
    const line = at + 2;
    const torn = tornLine(names, cells, line);
    const record = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
    const edit = torn ?? readLine(known, record, line);
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

/** Comma first; the others are what spreadsheets write where a comma stands in numbers. */
const delimiters = [",", ";", "\t"];

/** That which cuts the column id out of the first line; names of ours hold none of them. */
function delimiterOf(text: string): string {
  const [head = ""] = text.split(/\r?\n/, 1);
  const names = (one: string) =>
    head.split(one).map((name) => name.replaceAll(/["\ufeff]/g, "").trim());
  return delimiters.find((one) => names(one).includes("id")) ?? ",";
}

function readRecords(text: string): string[][] {
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true } as const;
  try {
    return parse(text, { ...options, delimiter: delimiterOf(text) });
  } catch {
    throw new AppError(
      "invalid",
      "This is not a CSV file that can be read: a quote is left open, or a line is torn.",
    );
  }
}

/** A cell that is not there is no empty one, and one too many moves all after it into other columns. */
function tornLine(names: string[], cells: string[], line: number): CsvProblem | undefined {
  const more = cells.slice(names.length).some((cell) => cell.trim() !== "");
  if (cells.length >= names.length && !more) return undefined;
  return {
    line,
    message: `It has ${cells.length} cells, the file ${names.length} columns: a comma or a quote is missing or too many.`,
  };
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
    if (text.includes("\ufffd")) refused[name] = `${field.label}: ${lostLetters}`;
    else if (parsed.success) values[name] = parsed.data as FieldValue;
    else refused[name] = `${field.label}: ${parsed.error.issues[0]?.message ?? "not accepted."}`;
  }
  return { line, id, version, cells, values, refused };
}

const lostLetters =
  "letters were lost, as the file is not in UTF-8. Save it as “CSV UTF-8”, and edit it from a fresh export.";

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
