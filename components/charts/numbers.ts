import type { Route } from "next";
import { csvLine } from "#lib/format/csv.ts";

/** A chart's numbers: a first column of names, then of numbers with the words they are shown in. */
export type Numbers = {
  columns: readonly { header: string; words?: (value: number) => string }[];
  rows: readonly (string | number | null)[][];
  /** Where a row's name leads to. */
  hrefOf?: (name: string) => Route;
};

/** The numbers as a CSV file (RFC 4180): as they are, not as they are shown. */
export function numbersCsv({ columns, rows }: Numbers): string {
  const lines = rows.map((row) => csvLine(row.map((cell) => (cell === null ? "" : String(cell)))));
  return csvLine(columns.map(({ header }) => header)) + lines.join("");
}
