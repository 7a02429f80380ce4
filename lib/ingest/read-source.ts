import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { AppError } from "#lib/errors/app-error.ts";
import { readRows } from "./table/read-rows.ts";
import type { Rows } from "./table/table-shape.ts";

export type SourceKind = "md" | "json" | "csv";
/** One source file: its text, or the rows of a table, which may be larger than memory should hold. */
export type Source = { checksum: string; modifiedAt: Date } & (
  | { kind: "md" | "json"; text: string }
  | { kind: "csv"; rows: Rows }
);

const megabyte = 1024 * 1024;
const largest: Record<SourceKind, number> = { md: 20, json: 20, csv: 200 };

/** One source file, checked. Throws an AppError that says what is wrong with it. */
export async function readSource(root: string, path: string): Promise<Source> {
  const kind = kindOfFile(path);
  const file = await insideRoot(root, path);
  const { size, mtime: modifiedAt } = await stat(file);
  if (size === 0) throw new AppError("invalid", "The file is empty.");
  if (size > largest[kind] * megabyte)
    throw new AppError(
      "invalid",
      `The file has ${Math.round(size / megabyte)} MB; at most ${largest[kind]} MB can be ingested. Split it.`,
    );
  if (kind === "csv") {
    let blank = true;
    const hash = createHash("sha256");
    for await (const part of textOf(file, hash)) blank &&= part.trim() === "";
    if (blank) throw new AppError("invalid", "The file holds only blanks.");
    const checksum = hash.digest("hex");
    return { kind, checksum, modifiedAt, rows: () => readRows(unchanged(file, checksum)) };
  }
  const bytes = await readFile(file);
  const checksum = createHash("sha256").update(bytes).digest("hex");
  return { text: decoded(bytes), checksum, kind, modifiedAt };
}

/** The text of a file as it comes, and its bytes into `hash`. */
async function* textOf(file: string, hash: ReturnType<typeof createHash>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const bytes of createReadStream(file, { highWaterMark: 128 * 1024 })) {
    hash.update(bytes);
    yield checked(() => decoder.decode(bytes, { stream: true }));
  }
  yield checked(() => decoder.decode());
}

/** The same text again; a file that changed since is not read to its end in silence. */
async function* unchanged(file: string, checksum: string): AsyncGenerator<string> {
  const hash = createHash("sha256");
  yield* textOf(file, hash);
  if (hash.digest("hex") !== checksum)
    throw new AppError("conflict", "The file changed while it was read: run again.");
}

/** Text from bytes: UTF-8, with or without its mark; nothing that a database cannot hold. */
export function decoded(bytes: Uint8Array): string {
  const text = checked(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (text.trim() === "") throw new AppError("invalid", "The file holds only blanks.");
  return text.replace(/\r\n?/g, "\n");
}

function checked(decode: () => string): string {
  let text: string;
  try {
    text = decode();
  } catch {
    throw new AppError("invalid", "The file is not UTF-8 text. Save it as UTF-8.");
  }
  if (text.includes("\u0000"))
    throw new AppError("invalid", "The file holds a NUL character, which no text may hold.");
  return text;
}

function kindOfFile(path: string): SourceKind {
  const extension = extname(path).toLowerCase();
  if (extension === ".md") return "md";
  if (extension === ".json") return "json";
  if (extension === ".csv") return "csv";
  throw new AppError("invalid", "Only .md, .json and .csv files can be ingested.");
}

async function insideRoot(root: string, path: string): Promise<string> {
  const home = await realpath(root);
  let file: string;
  try {
    file = await realpath(join(home, path));
  } catch {
    throw new AppError("not_found", "The file is not there.");
  }
  if (!file.startsWith(home + sep))
    throw new AppError("invalid", "The path leads out of the corpus root.");
  if (!(await stat(file)).isFile()) throw new AppError("invalid", "This is not a file.");
  return file;
}
