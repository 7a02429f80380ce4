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
  const records: { cells: string[]; line: number }[] = [];
  try {
    parse(csv, {
      bom: true,
      delimiter: delimiterOf(csv),
      on_record: (cells: string[], { lines }) => {
        records.push({ cells, line: lines });
        return null;
      },
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
  const [first, ...below] = records;
  if (!first || below.length === 0)
    return { rows, problems: [{ line: 1, message: "There is no row below the header." }] };
  const header = first.cells.map((name) => name.toLowerCase());
  if (!["text", "query", "question"].some((name) => header.includes(name)))
    return {
      rows,
      problems: [{ line: 1, message: "No column is called text, query or question." }],
    };
  for (const { cells, line } of below.slice(0, mostImported)) {
    // A comma in a question that is not quoted would cut it there, and make a set of the rest.
    if (cells.slice(header.length).some(Boolean)) {
      const message = `It has ${cells.length} cells under ${header.length} columns. Put a text that holds a comma in quotes.`;
      problems.push({ line, message });
      continue;
    }
    const record: Record<string, string | undefined> = Object.fromEntries(
      header.map((name, at) => [name, cells[at]]),
    );
    const text = record.text || record.query || record.question || "";
    if (text === "") problems.push({ line, message: "There is no question." });
    else
      rows.push({
        line,
        text,
        name: record.name || text.slice(0, 200).toWellFormed(),
        set: record.set || null,
        mode: record.mode || null,
        expected: listIn(record.expected),
        unwanted: listIn(record.unwanted),
        note: record.note || null,
      });
  }
  const left = below.length - mostImported;
  if (left > 0)
    problems.push({
      line: below[mostImported]?.line ?? 0,
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

/** What parts the header's cells: spreadsheets of half of Europe write semicolons. */
function delimiterOf(csv: string): string {
  const [header = ""] = csv.split(/\r|\n/, 1);
  return [",", ";", "\t"].find((one) => header.includes(one)) ?? ",";
}

function lineOf(error: unknown): number {
  return error instanceof Error && "lines" in error && typeof error.lines === "number"
    ? error.lines
    : 1;
}
