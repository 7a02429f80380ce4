import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";

const allowed = new Set([".md", ".json", ".csv"]);
const mostFiles = 20_000;

/** The paths of all files of the allowed types under a folder, in order; hidden ones and links are left out. */
export async function walkFiles(
  root: string,
  folder = "",
  found: string[] = [],
): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= mostFiles) break;
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory()) await walkFiles(root, path, found);
    else if (entry.isFile() && allowed.has(extname(entry.name).toLowerCase())) found.push(path);
  }
  return found;
}
