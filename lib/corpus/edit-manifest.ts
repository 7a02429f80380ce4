/** What a row of the manifest should say, by the heads of its cells. */
export type ManifestEdit = Partial<Record<"status" | "pricing_sensitive" | "embed_mode", string>>;

const heads = ["path", "category", "doc_type", "status", "pricing_sensitive", "embed_mode"];

/**
 * The manifest with the edits in its tables: only the cells that differ change, everything else stays to the letter.
 * Paths that no table lists are in `missing`. Pure.
 */
export function editManifest(
  text: string,
  edits: ReadonlyMap<string, ManifestEdit>,
): { text: string; missing: string[] } {
  const todo = new Map(edits);
  let inTable = false;
  const lines = text.split(/(?<=\n)/).map((line) => {
    const cells = cellsOf(line);
    if (!cells) {
      inTable = false;
      return line;
    }
    const said = cells.map(({ text: cell }) => cell.toLowerCase());
    if (heads.every((head, at) => said[at] === head)) {
      inTable = true;
      return line;
    }
    const path = cells[0]?.text.replace(/\s*\(if present\)$/i, "") ?? "";
    const edit = inTable ? todo.get(path) : undefined;
    if (!edit) return line;
    // The first row of a path counts, as when it is read.
    todo.delete(path);
    return edited(line, cells, edit);
  });
  return { text: lines.join(""), missing: [...todo.keys()] };
}

type Cell = { text: string; start: number; end: number };

/** The cells of a table line with where their text stands; `\|` is a bar inside a cell. */
function cellsOf(line: string): Cell[] | undefined {
  const first = line.search(/\S/);
  if (first === -1 || line[first] !== "|") return undefined;
  const cells: Cell[] = [];
  let from = first + 1;
  for (let at = from; at <= line.length; at += 1) {
    const ends = at === line.length || (line[at] === "|" && line[at - 1] !== "\\");
    if (!ends) continue;
    const raw = line.slice(from, at);
    const lead = raw.length - raw.trimStart().length;
    const inner = raw.trim();
    const ticks = /^`(.*)`$/.exec(inner);
    const start = from + lead + (ticks ? 1 : 0);
    const shown = ticks?.[1] ?? inner;
    cells.push({ text: shown.replaceAll("\\|", "|"), start, end: start + shown.length });
    from = at + 1;
  }
  return cells;
}

function edited(line: string, cells: Cell[], edit: ManifestEdit): string {
  let result = line;
  // From the right, so that places on the left stay true.
  for (const head of heads.toReversed()) {
    const wanted = edit[head as keyof ManifestEdit];
    const cell = cells[heads.indexOf(head)];
    if (wanted === undefined || !cell || cell.text.toLowerCase() === wanted.toLowerCase()) continue;
    result = result.slice(0, cell.start) + wanted + result.slice(cell.end);
  }
  return result;
}
