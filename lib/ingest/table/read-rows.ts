import type { TransformOptions } from "node:stream";
import { CsvError, type Options, parse } from "csv-parse";
import { AppError } from "#lib/errors/app-error.ts";

const options: Options & TransformOptions = {
  bom: true,
  skipEmptyLines: true,
  trim: true,
  relaxQuotes: false,
  // A quote that is never closed makes a row of the rest of the file.
  maxRecordSize: 1_000_000,
  // All rows of one write are taken out before the next: a full buffer would hold that write back for ever.
  readableHighWaterMark: Number.MAX_SAFE_INTEGER,
};

/** The rows of a CSV text, in batches, as they come; rows without any text are left out. */
export async function* readRows(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string[][]> {
  const parser = parse(options);
  // Without a listener an error would end the process; the write that caused it reports it too.
  parser.on("error", () => undefined);
  for await (const part of text) {
    await written((done) => parser.write(part, done));
    yield* rowsIn(parser);
  }
  await written((done) => parser.end(done));
  yield* rowsIn(parser);
}

function* rowsIn(parser: ReturnType<typeof parse>): Generator<string[][]> {
  const rows: string[][] = [];
  for (let row = parser.read(); row !== null; row = parser.read())
    if (row.some((cell: string) => cell !== "")) rows.push(row);
  if (rows.length > 0) yield rows;
}

async function written(write: (done: (error?: Error | null) => void) => void): Promise<void> {
  const error = await new Promise<Error | null | undefined>((done) => write(done));
  if (error) throw explained(error);
}

function explained(error: Error): Error {
  if (!(error instanceof CsvError)) return error;
  const line = "lines" in error ? ` near line ${String(error.lines)}` : "";
  const why = error.code.startsWith("CSV_RECORD_INCONSISTENT")
    ? "a row has another number of cells than the header"
    : error.code === "CSV_MAX_RECORD_SIZE"
      ? "a row has more than a million characters"
      : "its quotes do not match";
  return new AppError("invalid", `The file is not a regular CSV table: ${why}${line}.`);
}
