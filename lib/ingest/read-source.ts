import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { AppError } from "#lib/errors/app-error.ts";

export type SourceKind = "md" | "json" | "csv";
export type Source = { text: string; checksum: string; kind: SourceKind; modifiedAt: Date };

const largest = 20 * 1024 * 1024;

/** The text of one source file. Throws an AppError that says what is wrong with it. */
export async function readSource(root: string, path: string): Promise<Source> {
  const kind = kindOfFile(path);
  const file = await insideRoot(root, path);
  const { size, mtime } = await stat(file);
  if (size === 0) throw new AppError("invalid", "The file is empty.");
  if (size > largest)
    throw new AppError(
      "invalid",
      `The file has ${Math.round(size / 1024 / 1024)} MB; at most ${largest / 1024 / 1024} MB can be ingested. Split it.`,
    );
  const bytes = await readFile(file);
  const checksum = createHash("sha256").update(bytes).digest("hex");
  return { text: decoded(bytes), checksum, kind, modifiedAt: mtime };
}

/** Text from bytes: UTF-8, with or without its mark; nothing that a database cannot hold. */
export function decoded(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "The file is not UTF-8 text. Save it as UTF-8.");
  }
  if (text.includes("\u0000"))
    throw new AppError("invalid", "The file holds a NUL character, which no text may hold.");
  if (text.trim() === "") throw new AppError("invalid", "The file holds only blanks.");
  return text.replace(/\r\n?/g, "\n");
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
