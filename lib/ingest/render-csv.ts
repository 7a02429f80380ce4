import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "#lib/errors/app-error.ts";
import { amountColumns, redactCell } from "#lib/guardrail/redact-table.ts";
import type { RenderOptions } from "./render-json.ts";

/** CSV as a Markdown table, in sections by its first repeating column where there is one. */
export function renderCsv(text: string, { title, redact }: RenderOptions): string {
  const [header, ...rows] = parseCsv(text);
  if (!header || rows.length === 0)
    throw new AppError("invalid", "The CSV file has a header but no rows.");
  const dropped = redact ? amountColumns(header, rows) : new Set<number>();
  const columns = header.map((_, at) => at).filter((at) => !dropped.has(at) && used(rows, at));
  if (columns.length === 0)
    throw new AppError("invalid", "The CSV file has no column that may be ingested.");
  const cell = (row: string[], at: number) => shown(row[at] ?? "", header[at] ?? "", redact);
  const group = columns.length > 1 ? groupColumn(rows, columns) : undefined;
  const names = columns.map((at) => shown(header[at] ?? "", "", redact) || `Column ${at + 1}`);
  const lead = `| ${names.join(" | ")} |\n|${names.map(() => " --- |").join("")}`;
  const groups = Map.groupBy(rows, (row) => (group === undefined ? "" : cell(row, group)));
  const sections = [...groups].map(([name, members]) => {
    const lines = members.map((row) => `| ${columns.map((at) => cell(row, at)).join(" | ")} |`);
    const table = `${lead}\n${lines.join("\n")}`;
    return group === undefined ? table : `## ${name || "Other"}\n\n${table}`;
  });
  return `# ${title}\n\n${sections.join("\n\n")}`;
}

function parseCsv(text: string): string[][] {
  try {
    const rows = parse(text, {
      bom: true,
      skipEmptyLines: true,
      trim: true,
      relaxQuotes: false,
    }) as string[][];
    return rows.filter((row) => row.some((cell) => cell !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = "lines" in error ? ` near line ${String(error.lines)}` : "";
    const why = error.code.startsWith("CSV_RECORD_INCONSISTENT")
      ? "a row has another number of cells than the header"
      : "its quotes do not match";
    throw new AppError("invalid", `The file is not a regular CSV table: ${why}${line}.`);
  }
}

function used(rows: string[][], column: number): boolean {
  return rows.some((row) => (row[column] ?? "") !== "");
}

/** The first column that sorts the rows into few groups of neighbours, each of several rows. */
function groupColumn(rows: string[][], columns: number[]): number | undefined {
  return columns.find((at) => {
    const values = new Set(rows.map((row) => row[at] ?? ""));
    const changes = rows.filter(
      (row, index) => index > 0 && row[at] !== rows[index - 1]?.[at],
    ).length;
    return values.size > 1 && rows.length / values.size >= 5 && changes < values.size * 2;
  });
}

function shown(value: string, name: string, redact: boolean): string {
  const text = redact ? redactCell(value, name) : value;
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}
