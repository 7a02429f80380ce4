import { csvLine, csvMark } from "#lib/format/csv.ts";
import type { RowPage } from "#lib/url/table-answers.ts";

export const exportFormats = ["csv", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Rows that are read at once; an export holds two such batches in memory at most. */
export const exportBatch = 1000;

/** A file of all rows that match, each a line of these columns. */
export function exportRows<Row extends object>(
  format: ExportFormat,
  columns: readonly (keyof Row & string)[],
  readPage: (after: string | undefined) => Promise<Pick<RowPage<Row>, "items" | "nextCursor">>,
): ReadableStream<Uint8Array> {
  return exportLines(format, columns, async (after) => {
    const { items, nextCursor } = await readPage(after);
    return { lines: items.map((row) => exportLine(format, columns, row)), nextCursor };
  });
}

/**
 * A file of lines, read batch by batch as fast as it is taken. Each batch is a transaction of its
 * own: a slow reader holds nothing open. What fails on the way breaks the file off instead of ending it.
 */
export function exportLines(
  format: ExportFormat,
  columns: readonly string[],
  readPage: (after: string | undefined) => Promise<{ lines: string[]; nextCursor: string | null }>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let coming: ReturnType<typeof readPage> | undefined;
  let begun = false;
  const read = (after: string | undefined) => {
    const page = readPage(after);
    // Awaited at the next pull; a reader that is gone by then must not leave a rejection behind.
    page.catch(() => undefined);
    return page;
  };
  return new ReadableStream({
    async pull(controller) {
      const head = begun || format !== "csv" ? "" : csvMark + csvLine(columns);
      begun = true;
      const page = await (coming ?? read(undefined));
      // The database reads the next batch while this one is written.
      coming = page.nextCursor ? read(page.nextCursor) : undefined;
      controller.enqueue(encoder.encode(head + page.lines.join("")));
      if (!coming) controller.close();
    },
  });
}

/** One row as a line of the file. */
export function exportLine<Row extends object>(
  format: ExportFormat,
  columns: readonly (keyof Row & string)[],
  row: Row,
): string {
  if (format === "jsonl")
    return `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])))}\n`;
  return csvLine(columns.map((name) => cellText(row[name])));
}

/** Lists as JSON, so that no value's comma is taken for another value. */
export function cellText(value: unknown): string {
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
