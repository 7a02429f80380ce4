import type { Block } from "./blocks.ts";
import type { Section } from "./sections.ts";

/** No chunk has more tokens than this. */
export const most = 1600;
/** Sections below this are tiny: they join their next sibling. */
export const tiny = 200;

/** How one kind of document is cut. Sizes in tokens. */
export type CutRules = {
  /** Neighbouring sections join until they have this many together. */
  low: number;
  /** What is larger is split, if it can be. */
  high: number;
  /** Neighbours cut from one section share 80 to 150 tokens. */
  overlap: boolean;
  /** Where some sections stay whole beyond `high`. */
  wholeUpTo?: (section: Section) => number;
  /** A section that stays by itself, whole up to 1,600 tokens: a profile, a warning, a model. */
  unit?: (section: Section) => boolean;
  /** Whether tiny units join each other. */
  unitsJoin?: boolean;
  /** Cuts a list that is too long where the key of its items changes: a decade, a region. */
  groupItems?: (item: string) => string | undefined;
};

export const generalRules: CutRules = { low: 800, high: 1200, overlap: true };

/** Blocks as `groupItems` wants them: each group of items is a list of its own. */
export function grouped(text: string, blocks: Block[], { groupItems }: CutRules): Block[][] {
  if (!groupItems) return [blocks];
  const runs: Block[][] = [[]];
  for (const block of blocks) {
    const starts = block.kind === "list" ? breaks(text, block, groupItems) : [];
    if (starts.length === 0) {
      runs.at(-1)?.push(block);
      continue;
    }
    const edges = [block.start, ...starts, block.end];
    for (const [at, start] of edges.slice(0, -1).entries()) {
      const end = edges[at + 1] ?? block.end;
      const items = block.items.filter((item) => item >= start && item < end);
      const part = { ...block, start, end, items };
      if (at === 0) runs.at(-1)?.push(part);
      else runs.push([part]);
    }
  }
  return runs;
}

function breaks(
  text: string,
  { items, end }: Block,
  keyOf: (item: string) => string | undefined,
): number[] {
  const found: number[] = [];
  let last: string | undefined;
  for (const [at, start] of items.entries()) {
    const key = keyOf(text.slice(start, items[at + 1] ?? end));
    if (last !== undefined && key !== undefined && key !== last) found.push(start);
    last = key ?? last;
  }
  return found;
}
