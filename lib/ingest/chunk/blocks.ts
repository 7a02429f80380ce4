import MarkdownIt from "markdown-it";

export type BlockKind =
  | "heading"
  | "paragraph"
  | "warning"
  | "list"
  | "table"
  | "fence"
  | "quote"
  | "rule";

/** A piece of the source from `start` to `end` (offsets in UTF-16 units, whole lines). */
export type Block = {
  kind: BlockKind;
  start: number;
  end: number;
  /** Headings only. */
  level: number;
  title: string;
  /** Lists only: where each of its items starts. */
  items: number[];
};

// What stands inside a paragraph is of no interest here, and takes most of the time.
const parser = new MarkdownIt({ html: true }).disable(["inline", "linkify", "replacements"], true);
const kinds: Record<string, BlockKind> = {
  paragraph_open: "paragraph",
  bullet_list_open: "list",
  ordered_list_open: "list",
  table_open: "table",
  fence: "fence",
  code_block: "fence",
  blockquote_open: "quote",
  html_block: "paragraph",
  hr: "rule",
};
const warning =
  /^[\s>*_]*(?:\p{Extended_Pictographic}\ufe0f?\s*)?[*_]*(?:warnings?|caution|danger|attention|avvertenz[ae]|achtung)\b/iu;

/** The top-level blocks of a Markdown text, in order. What stands between them is blank. */
export function blocksOf(text: string): Block[] {
  const offsets = lineOffsets(text);
  const at = (line: number) => offsets[Math.min(line, offsets.length - 1)] ?? text.length;
  const blocks: Block[] = [];
  let covered = 0;
  const tokens = parser.parse(text, {});
  for (const [index, token] of tokens.entries()) {
    if (!token.map) continue;
    const [from, to] = token.map;
    if (token.level === 1 && token.type === "list_item_open") blocks.at(-1)?.items.push(at(from));
    if (token.level !== 0) continue;
    // What the parser swallows without a token, such as link definitions, stays text.
    addGap(blocks, text, at(covered), at(from));
    covered = Math.max(covered, to);
    const heading = token.type === "heading_open";
    const kind = heading ? "heading" : kinds[token.type];
    if (!kind) continue;
    const block = blockOf(text, kind, at(from), at(to));
    if (heading) {
      block.level = Number(token.tag.slice(1));
      block.title = plainTitle(tokens[index + 1]?.content ?? "");
    }
    blocks.push(block);
  }
  addGap(blocks, text, at(covered), text.length);
  return blocks;
}

function blockOf(text: string, kind: BlockKind, start: number, end: number): Block {
  const warns =
    (kind === "paragraph" || kind === "quote") && warning.test(text.slice(start, start + 40));
  return { kind: warns ? "warning" : kind, start, end, level: 0, title: "", items: [] };
}

function addGap(blocks: Block[], text: string, start: number, end: number): void {
  if (start < end && text.slice(start, end).trim() !== "")
    blocks.push(blockOf(text, "paragraph", start, end));
}

function plainTitle(content: string): string {
  const title = content
    .slice(0, 2000)
    .replace(/[*`]|\\(?=\W)/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
  // Never half of a character.
  return title.isWellFormed() ? title : title.slice(0, -1);
}

function lineOffsets(text: string): number[] {
  const offsets = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    offsets.push(at + 1);
  offsets.push(text.length);
  return offsets;
}
