import { countTokens } from "#lib/embed/tokens.ts";
import type { Block } from "./blocks.ts";

/** What stands between one heading and the next; `path` from the outermost heading to its own. */
export type Section = {
  path: string[];
  /** Heading levels along `path`. */
  levels: number[];
  start: number;
  end: number;
  blocks: Block[];
  tokens: number;
};

/** Cuts blocks at every heading. */
export function sectionsOf(text: string, blocks: Block[]): Section[] {
  const sections: Section[] = [];
  let path: string[] = [];
  let levels: number[] = [];
  for (const block of blocks) {
    const current = sections.at(-1);
    if (block.kind === "heading") {
      const depth = levels.findIndex((level) => level >= block.level);
      const kept = depth === -1 ? levels.length : depth;
      path = [...path.slice(0, kept), block.title];
      levels = [...levels.slice(0, kept), block.level];
      sections.push({
        path,
        levels,
        start: block.start,
        end: block.end,
        blocks: [block],
        tokens: 0,
      });
    } else if (current) {
      current.blocks.push(block);
      current.end = block.end;
    } else
      sections.push({
        path,
        levels,
        start: block.start,
        end: block.end,
        blocks: [block],
        tokens: 0,
      });
  }
  for (const section of sections)
    section.tokens = countTokens(text.slice(section.start, section.end));
  return sections;
}

/** Joins sections below `least` tokens with their next sibling or first child, up to `most` tokens. */
export function joinTiny(sections: Section[], least: number, most: number): Section[] {
  const joined: Section[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    if (
      last &&
      last.tokens < least &&
      (last.tokens + section.tokens <= most || isBare(last)) &&
      follows(last, section)
    )
      joined[joined.length - 1] = join(last, section);
    else joined.push(section);
  }
  return joined;
}

function follows(first: Section, next: Section): boolean {
  const own = first.levels.at(-1) ?? 0;
  const others = next.levels.at(-1) ?? 0;
  return (
    others >= own &&
    next.path.slice(0, first.path.length - 1).every((title, at) => title === first.path[at])
  );
}

function join(first: Section, next: Section): Section {
  const bare = isBare(first);
  const child = next.path.length > first.path.length;
  const named = bare && child ? next : first;
  return {
    path: named.path,
    levels: named.levels,
    start: first.start,
    end: next.end,
    blocks: [...first.blocks, ...next.blocks],
    tokens: first.tokens + next.tokens,
  };
}

/** A heading without text of its own only introduces what follows. */
function isBare({ blocks }: Section): boolean {
  return blocks.every(({ kind }) => kind === "heading");
}
