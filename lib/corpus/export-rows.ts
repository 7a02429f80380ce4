import { csvLine } from "#lib/format/csv.ts";
import type { RowPage } from "#lib/url/table-answers.ts";

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Rows that are read at once: the most that an export holds in memory. */
export const exportBatch = 1000;

/**
 * A file of all rows that match, read batch by batch as fast as it is taken. Each batch is a transaction of its
 * own: a slow reader holds nothing open. What fails on the way breaks the file off instead of ending it.
 */
export function exportRows<Row extends object>(
  format: ExportFormat,
  columns: readonly (keyof Row & string)[],
  readPage: (after: string | undefined) => Promise<RowPage<Row>>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | undefined;
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      const head = begun || format !== "csv" ? "" : csvLine(columns);
      begun = true;
      const page = await readPage(after);
      const lines = page.items.map((row) => exportLine(format, columns, row));
      controller.enqueue(encoder.encode(head + lines.join("")));
      after = page.nextCursor ?? undefined;
      if (!page.nextCursor) controller.close();
    },
  });
}

function exportLine<Row extends object>(
  format: ExportFormat,
  columns: readonly (keyof Row & string)[],
  row: Row,
): string {
  if (format === "jsonl")
    return `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])))}\n`;
  return csvLine(columns.map((name) => cellText(row[name])));
}

/** Lists as JSON, so that no value's comma is taken for another value. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.length === 0 ? "" : JSON.stringify(value);
  return String(value);
}

/** The head of an answer that is a file. */
export function exportHeaders(
  name: string,
  format: ExportFormat,
  now: Date,
): Record<string, string> {
  const day = now.toISOString().slice(0, 10);
  return {
    "content-type":
      format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
    "content-disposition": `attachment; filename="${name}-${day}.${format}"`,
    "x-content-type-options": "nosniff",
  };
}
