import { AppError } from "#lib/errors/app-error.ts";
import { amountColumns } from "#lib/guardrail/redact-table.ts";

/** A CSV table, readable more than once. */
export type Rows = () => AsyncIterable<string[][]>;

export type TableShape = {
  header: string[];
  /** Columns that are shown: used, and without amounts where those must go. */
  columns: number[];
  /** The column by which the rows are in groups of some size: each is a section. */
  group: number | undefined;
  /** A column of families: pieces rather end where it changes. */
  family: number | undefined;
};

type ColumnStats = { values: Set<string>; changes: number; used: boolean; last: string };

const mostValues = 2000;

/** What a table looks like, from one pass over its rows. */
export async function tableShape(rows: Rows, redact: boolean): Promise<TableShape> {
  let header: string[] | undefined;
  let count = 0;
  const dropped = new Set<number>();
  const stats: ColumnStats[] = [];
  // Judged by some thousand rows at a time: a few rows of codes may look like amounts.
  let window: string[][] = [];
  for await (const batch of rows()) {
    const body = header ? batch : batch.slice(1);
    header ??= batch[0] ?? [];
    count += body.length;
    // A column that holds amounts in one part of the table holds them everywhere.
    if (redact) window.push(...body);
    if (window.length >= 4000) {
      for (const at of amountColumns(header, window)) dropped.add(at);
      window = window.slice(-2000);
    }
    for (const row of body) note(stats, row);
  }
  if (header && window.length > 0) for (const at of amountColumns(header, window)) dropped.add(at);
  if (!header || count === 0)
    throw new AppError("invalid", "The CSV file has a header but no rows.");
  const columns = header.map((_, at) => at).filter((at) => !dropped.has(at) && stats[at]?.used);
  if (columns.length === 0)
    throw new AppError("invalid", "The CSV file has no column that may be ingested.");
  const families = columns.length > 1 ? columns.filter((at) => isFamily(stats[at], count)) : [];
  const group = families.find((at) => count / (stats[at]?.values.size ?? count) >= 5);
  return { header, columns, group, family: families.find((at) => at !== group) };
}

function note(stats: ColumnStats[], row: string[]): void {
  for (const [at, cell] of row.entries()) {
    stats[at] ??= { values: new Set(), changes: 0, used: false, last: cell };
    const column = stats[at];
    if (cell !== "") column.used = true;
    if (cell !== column.last) column.changes++;
    column.last = cell;
    if (column.values.size < mostValues) column.values.add(cell);
  }
}

/** Few values, each of them in neighbouring rows. */
function isFamily(stats: ColumnStats | undefined, rows: number): boolean {
  if (!stats || stats.values.size < 2 || stats.values.size >= mostValues) return false;
  return rows / stats.values.size >= 2 && stats.changes < stats.values.size * 1.5;
}
