import { countTokens } from "#lib/embed/tokens.ts";
import type { Block } from "./blocks.ts";

/** The text of a block as a chunk holds it: without blanks around it and with single blank lines. */
export function blockText(text: string, { start, end, kind }: Block): string {
  if (kind === "rule") return "";
  const raw = text.slice(start, end).trimEnd().replace(/^\n+/, "");
  return kind === "fence" ? raw : raw.replace(/\n{3,}/g, "\n\n");
}

/** What stands between two blocks: a line break where the source has just one, else a blank line. */
export function separator(text: string, before: Block, after: Block): string {
  const tail = text.slice(before.start, before.end);
  const gap = tail.slice(tail.trimEnd().length) + text.slice(before.end, after.start);
  return /^\n[ \t]*$/.test(gap) ? "\n" : "\n\n";
}

/** The blocks as one text; rules are left out. */
export function bodyOf(text: string, blocks: Block[]): string {
  let body = "";
  let before: Block | undefined;
  for (const block of blocks) {
    const own = blockText(text, block);
    if (own === "") continue;
    body += before ? separator(text, before, block) + own : own;
    before = block;
  }
  return body;
}

/**
 * Tokens of a block with the blank line after it. A new line ends a token in cl100k_base, so the sum over
 * blocks is the count of their joined text, less what the last blank line adds.
 */
export function blockTokens(text: string, block: Block): number {
  const own = blockText(text, block);
  return own === "" ? 0 : countTokens(`${own}\n\n`);
}
