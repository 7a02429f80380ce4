import type { Block } from "./blocks.ts";
import { blockTokens } from "./body.ts";

/** A heading with everything under it, up to the next heading of its level. */
export type Section = {
  title: string;
  level: number;
  /** Titles from the outermost heading to its own. */
  path: string[];
  /** Its heading, and what stands before its first child. */
  blocks: Block[];
  ownTokens: number;
  children: Section[];
  /** With its children. */
  tokens: number;
};

/** The blocks as a tree by their headings; the root stands for the whole text and has level 0. */
export function sectionTree(text: string, blocks: Block[]): Section {
  const root = sectionOf("", 0, []);
  const open = [root];
  for (const block of blocks) {
    if (block.kind === "heading") {
      while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
      const parent = open.at(-1) ?? root;
      const section = sectionOf(block.title, block.level, [...parent.path, block.title]);
      parent.children.push(section);
      open.push(section);
    }
    const current = open.at(-1) ?? root;
    current.blocks.push(block);
    const tokens = blockTokens(text, block);
    current.ownTokens += tokens;
    for (const section of open) section.tokens += tokens;
  }
  return root;
}

function sectionOf(title: string, level: number, path: string[]): Section {
  return { title, level, path, blocks: [], ownTokens: 0, children: [], tokens: 0 };
}

/** Every block of a section and of what is under it, in order. */
export function allBlocks(section: Section): Block[] {
  return [section, ...descendants(section)].flatMap(({ blocks }) => blocks);
}

/** Every section under a section, in order. */
export function descendants({ children }: Section): Section[] {
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** A heading without text of its own only introduces what follows. */
export function isBare(blocks: Block[]): boolean {
  return blocks.every(({ kind }) => kind === "heading" || kind === "rule");
}
