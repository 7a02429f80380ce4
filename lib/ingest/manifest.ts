import { holdsAmount, pathHoldsAmount } from "#lib/guardrail/redact.ts";

export type ManifestRow = {
  line: number;
  path: string;
  category: string;
  docType: string;
  status: "active" | "planned" | "deprecated";
  pricingSensitive: boolean;
  embedMode: "full" | "metadata-only" | "ignore";
  notes: string;
};

/** What is wrong with one row. `path` is null where it must not be repeated or cannot be read. */
export type ManifestProblem = { line: number; path: string | null; message: string };

export type Manifest = { rows: ManifestRow[]; problems: ManifestProblem[] };

const header = [
  "path",
  "category",
  "doc_type",
  "status",
  "pricing_sensitive",
  "embed_mode",
  "notes",
];
const statuses = ["active", "planned", "deprecated"] as const;
const modes = ["full", "metadata-only", "ignore"] as const;

/** The rows of every `Path | Category | …` table of a manifest. A bad row never stops the others. */
export function parseManifest(text: string): Manifest {
  const manifest: Manifest = { rows: [], problems: [] };
  let inTable = false;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const cells = cellsOf(raw);
    if (!cells) inTable = false;
    else if (isHeader(cells)) inTable = true;
    else if (inTable && !isRule(cells)) addRow(manifest, cells, index + 1);
  }
  return manifest;
}

function addRow(manifest: Manifest, cells: string[], line: number): void {
  const row = parseRow(cells, line);
  if (typeof row === "string") {
    const path = cells[0] && !holdsAmount(cells[0]) ? cells[0] : null;
    manifest.problems.push({ line, path, message: row });
    return;
  }
  const earlier = manifest.rows.find(({ path }) => path === row.path);
  if (earlier)
    manifest.problems.push({
      line,
      path: row.path,
      message: `This path stands in line ${earlier.line} already: that row counts.`,
    });
  else manifest.rows.push(row);
}

function parseRow(cells: string[], line: number): ManifestRow | string {
  if (cells.length < 6) return `This row has ${cells.length} of 6 cells (Path to Embed_Mode).`;
  const [pathCell = "", category = "", docType = "", statusCell = "", pricing = "", modeCell = ""] =
    cells;
  const status = statuses.find((one) => one === statusCell.toLowerCase());
  if (!status) return `Unknown status “${statusCell}”: use ${statuses.join(", ")}.`;
  const planned = status === "planned";
  const path = planned ? pathCell.replace(/\s*\(if present\)$/i, "") : pathCell;
  const wrongPath = pathProblem(path);
  if (wrongPath) return wrongPath;
  if (!category || !docType) return "Category and Doc_Type must not be empty.";
  const flag = pricing.toLowerCase();
  if (flag !== "true" && flag !== "false")
    return `Pricing_Sensitive is “${pricing}”: use true or false.`;
  const embedMode =
    modes.find((one) => one === modeCell.toLowerCase()) ?? (planned ? "ignore" : undefined);
  if (!embedMode) return `Unknown embed mode “${modeCell}”: use ${modes.join(", ")}.`;
  const notes = cells.slice(6).join(" | ");
  return {
    line,
    path,
    category,
    docType,
    status,
    pricingSensitive: flag === "true",
    embedMode,
    notes,
  };
}

function pathProblem(path: string): string | undefined {
  if (path === "") return "The path is empty.";
  if (!path.isWellFormed() || path.includes("\u0000"))
    return "The path holds characters that no file may have.";
  if (path.startsWith("/") || /^[a-z]:/i.test(path) || path.includes("\\"))
    return "The path must be relative to the corpus root, with / between folders.";
  if (path.split("/").some((part) => part === ".." || part === "." || part === ""))
    return "The path leads out of the corpus root or has an empty part.";
  if (pathHoldsAmount(path)) return "The path holds an amount of money: rename the file.";
  return undefined;
}

/** The cells of a table line, or undefined for another line. `\|` is a bar inside a cell. */
function cellsOf(line: string): string[] | undefined {
  const text = line.trim();
  if (!text.startsWith("|")) return undefined;
  const cells = text
    .slice(1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll("\\|", "|").trim());
  if (cells.at(-1) === "") cells.pop();
  return cells.map((cell) => cell.replace(/^`(.*)`$/, "$1"));
}

function isHeader(cells: string[]): boolean {
  return header.slice(0, 6).every((name, at) => cells[at]?.toLowerCase() === name);
}

function isRule(cells: string[]): boolean {
  return cells.every((cell) => /^:?-{2,}:?$/.test(cell));
}
