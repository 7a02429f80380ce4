import type { ChunkResult } from "#lib/ingest/chunk/chunk-markdown.ts";
import { rowText } from "./render-row.ts";
import { type TableOptions, TablePieces } from "./table-pieces.ts";
import { type Rows, type TableShape, tableShape } from "./table-shape.ts";

/**
 * A table as Markdown text with its chunks, whose rows stand under the repeated header. The rows are read
 * twice and never held: memory is that of the result.
 */
export async function chunkTable(
  rows: Rows,
  options: TableOptions,
): Promise<ChunkResult & { text: string }> {
  const shape = await tableShape(rows, options.redact);
  const { head, line, cell } = rowText(shape, options.redact);
  const pieces = new TablePieces(options, head);
  let first = true;
  let group: string | undefined;
  let family: string | undefined;
  for await (const batch of rows()) {
    for (const row of first ? batch.slice(1) : batch) {
      const name = shape.group === undefined ? undefined : named(cell(row, shape.group), shape);
      const kin = shape.family === undefined ? undefined : row[shape.family];
      if (pieces.isEmpty || name !== group) pieces.startSection(name);
      else if (kin !== family) pieces.mayEnd();
      pieces.add(line(row));
      group = name;
      family = kin;
    }
    first = false;
  }
  return pieces.finish();
}

/** A group's heading; “12” says nothing without its column. */
function named(value: string, { header, group = 0 }: TableShape): string {
  if (value === "") return "Other";
  return /\p{L}/u.test(value) ? value : `${header[group]} ${value}`;
}
