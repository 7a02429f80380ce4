import { parse } from "csv-parse/sync";

export type CsvQuery = {
  line: number;
  name: string;
  text: string;
  set: string | null;
  mode: string | null;
  /** Document paths or chunk ids, as they were written. */
  expected: string[];
  unwanted: string[];
  note: string | null;
};

export type ParsedCsv = { rows: CsvQuery[]; problems: { line: number; message: string }[] };

export const mostImported = 2_000;

/**
 * Questions from a CSV file with a header: `text` (or `query`, `question`), and where wanted `name`, `set`,
 * `mode`, `expected`, `unwanted`, `note`. Lists are separated by `|`. Bad rows are named, the others kept.
 */
export function parseQueryCsv(csv: string): ParsedCsv {
  const problems: ParsedCsv["problems"] = [];
  const rows: CsvQuery[] = [];
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    const line = lineOf(error);
    return {
      rows,
      problems: [
        { line, message: "Nothing is imported: from here on this is not CSV. Check the quotes." },
      ],
    };
  }
  const first = records[0]?.record;
  if (!first)
    return { rows, problems: [{ line: 1, message: "There is no row below the header." }] };
  if (!("text" in first) && !("query" in first) && !("question" in first))
    return {
      rows,
      problems: [{ line: 1, message: "No column is called text, query or question." }],
    };
  for (const { record, info } of records.slice(0, mostImported)) {
    const text = record.text || record.query || record.question || "";
    if (text === "") problems.push({ line: info.lines, message: "There is no question." });
    else
      rows.push({
        line: info.lines,
        text,
        name: record.name || text.slice(0, 200).toWellFormed(),
        set: record.set || null,
        mode: record.mode || null,
        expected: listIn(record.expected),
        unwanted: listIn(record.unwanted),
        note: record.note || null,
      });
  }
  const left = records.length - mostImported;
  if (left > 0)
    problems.push({
      line: records[mostImported]?.info.lines ?? 0,
      message: `${left} rows are over the ${mostImported} of one import. Import them separately.`,
    });
  return { rows, problems };
}

function listIn(cell: string | undefined): string[] {
  return (cell ?? "")
    .split("|")
    .map((one) => one.trim())
    .filter(Boolean);
}

function lineOf(error: unknown): number {
  return error instanceof Error && "lines" in error && typeof error.lines === "number"
    ? error.lines
    : 1;
}
