import MarkdownIt from "markdown-it";

export type BlockKind = "heading" | "paragraph" | "list" | "table" | "fence" | "quote";

/** A piece of the source from `start` to `end` (offsets in UTF-16 units, whole lines). */
export type Block = {
  kind: BlockKind;
  start: number;
  end: number;
  /** Headings only. */
  level: number;
  title: string;
};

const parser = new MarkdownIt({ html: true });
const kinds: Record<string, BlockKind> = {
  paragraph_open: "paragraph",
  bullet_list_open: "list",
  ordered_list_open: "list",
  table_open: "table",
  fence: "fence",
  code_block: "fence",
  blockquote_open: "quote",
  html_block: "paragraph",
};

/** The top-level blocks of a Markdown text, in order; rules are left out, nothing else is. */
export function blocksOf(text: string): Block[] {
  const offsets = lineOffsets(text);
  const at = (line: number) => offsets[Math.min(line, offsets.length - 1)] ?? text.length;
  const blocks: Block[] = [];
  let covered = 0;
  const tokens = parser.parse(text, {});
  for (const [index, token] of tokens.entries()) {
    if (token.level !== 0 || !token.map) continue;
    const [from, to] = token.map;
    // What the parser swallows without a token, such as link definitions, stays text.
    addGap(blocks, text, at(covered), at(from));
    covered = Math.max(covered, to);
    if (token.type === "heading_open")
      blocks.push({
        kind: "heading",
        start: at(from),
        end: at(to),
        level: Number(token.tag.slice(1)),
        title: plainTitle(tokens[index + 1]?.content ?? ""),
      });
    else if (token.type in kinds) {
      const kind = kinds[token.type] ?? "paragraph";
      blocks.push({ kind, start: at(from), end: at(to), level: 0, title: "" });
    }
  }
  addGap(blocks, text, at(covered), text.length);
  return blocks;
}

function addGap(blocks: Block[], text: string, start: number, end: number): void {
  if (start < end && text.slice(start, end).trim() !== "")
    blocks.push({ kind: "paragraph", start, end, level: 0, title: "" });
}

function plainTitle(content: string): string {
  return content
    .replace(/[*`]|\\(?=\W)/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
}

function lineOffsets(text: string): number[] {
  const offsets = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    offsets.push(at + 1);
  offsets.push(text.length);
  return offsets;
}
