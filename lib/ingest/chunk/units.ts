import type { Block } from "./blocks.ts";
import { type CutRules, most, tiny } from "./rules.ts";
import { allBlocks, descendants, isBare, type Section } from "./sections.ts";

/** Neighbouring blocks that make one chunk, or several where they are too large. */
export type Unit = {
  blocks: Block[];
  tokens: number;
  /** The sections that it begins and ends with. */
  first: Section;
  last: Section;
  /** The largest of its sections: its heading is repeated where the unit is cut. */
  main: Section;
  /** A unit of the kind's own, such as a profile. */
  solid: boolean;
  /** Sections with everything under them, which may join their siblings. */
  complete: boolean;
  bare: boolean;
};

/** The units of a document: sections whole where they fit, small ones with their siblings. */
export function unitsOf(root: Section, rules: CutRules): Unit[] {
  return joinBackward(joinForward(split(root, rules), rules), rules);
}

function split(section: Section, rules: CutRules): Unit[] {
  if (rules.unit?.(section)) return [whole(section, true)];
  const small = section.tokens <= wholeUpTo(section, rules) && !holdsUnit(section, rules);
  if (small || section.children.length === 0) return section.tokens > 0 ? [whole(section)] : [];
  const own = section.blocks.length > 0 ? [introduction(section)] : [];
  return [
    ...own,
    ...joinSiblings(
      section.children.map((child) => split(child, rules)),
      rules,
    ),
  ];
}

/** Up to how many tokens a section stays whole; a document as a whole only while it is small. */
export function wholeUpTo(section: Section, { low, high, wholeUpTo: further }: CutRules): number {
  if (section.level < 2 && section.children.length > 0) return low;
  return further ? Math.max(high, further(section)) : high;
}

function holdsUnit(section: Section, { unit }: CutRules): boolean {
  return unit !== undefined && descendants(section).some(unit);
}

function whole(section: Section, solid = false): Unit {
  const blocks = allBlocks(section);
  const { tokens } = section;
  const named = { first: section, last: section, main: section };
  return { blocks, tokens, ...named, solid, complete: true, bare: isBare(blocks) };
}

function introduction(section: Section): Unit {
  const { blocks, ownTokens: tokens } = section;
  const named = { first: section, last: section, main: section };
  const bare = isBare(blocks);
  return { blocks, tokens, ...named, solid: false, complete: false, bare };
}

/** Complete neighbours under one heading, together until they have `low` tokens. */
function joinSiblings(lists: Unit[][], { low, high }: CutRules): Unit[] {
  const joined: Unit[] = [];
  let sibling: Unit | undefined;
  for (const list of lists) {
    const only = list.length === 1 && list[0]?.complete && !list[0].solid ? list[0] : undefined;
    if (only && sibling && sibling.tokens < low && sibling.tokens + only.tokens <= high) {
      sibling = join(sibling, only);
      joined[joined.length - 1] = sibling;
    } else {
      sibling = only;
      for (const unit of list) joined.push(unit);
    }
  }
  return joined;
}

/** Tiny units and bare headings join what comes next. */
function joinForward(units: Unit[], rules: CutRules): Unit[] {
  const joined: Unit[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    if (last && startsNext(last, unit, rules)) joined[joined.length - 1] = join(last, unit);
    else joined.push(unit);
  }
  return joined;
}

function startsNext(last: Unit, next: Unit, rules: CutRules): boolean {
  if (!last.bare && last.tokens >= tiny) return false;
  if (!last.bare && last.solid && !rules.unitsJoin) return false;
  if (!isUnder(last, next)) return false;
  // What is too large is cut anyway; what just fits must not be cut for the sake of a neighbour.
  return last.tokens + next.tokens <= most || next.tokens > most;
}

/** A tiny unit that nothing follows joins its sibling before. */
function joinBackward(units: Unit[], rules: CutRules): Unit[] {
  const joined: Unit[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    const fits = last && unit.tokens < tiny && last.tokens + unit.tokens <= rules.high * 1.2;
    const mixes =
      last && (last.solid || unit.solid) && !(last.solid && unit.solid && rules.unitsJoin);
    if (last && fits && !mixes && isUnder(last, unit)) joined[joined.length - 1] = join(last, unit);
    else joined.push(unit);
  }
  return joined;
}

/** True where `next` stands beside or below the last heading of `unit`, not above it. */
function isUnder({ first, last }: Unit, next: Unit): boolean {
  const parent = first.level <= last.level ? first.path.slice(0, -1) : last.path.slice(0, -1);
  const level = Math.min(first.level, last.level);
  return next.first.level >= level && parent.every((title, at) => title === next.first.path[at]);
}

function join(before: Unit, next: Unit): Unit {
  return {
    blocks: [...before.blocks, ...next.blocks],
    tokens: before.tokens + next.tokens,
    first: before.bare && next.first.level > before.first.level ? next.first : before.first,
    last: next.last,
    main: next.tokens > before.tokens ? next.main : before.main,
    solid: before.solid || next.solid,
    complete: before.complete && next.complete,
    bare: before.bare && next.bare,
  };
}

/** The headings that lead to a unit; of joined siblings the first and the last stand together. */
export function pathOf({ first, last }: Unit): string[] {
  if (first.level === 0) return last.level === 0 ? titlesOf(first) : last.path;
  const above = first.path.findIndex((title, at) => title !== last.path[at]);
  const from = first.path[above];
  const to = last.path[above];
  if (from === undefined || to === undefined) return first.path;
  return [...first.path.slice(0, above), `${from} … ${to}`];
}

/** A text that is whole is named by its title, or by the first and the last of its headings. */
function titlesOf({ children }: Section): string[] {
  const [from, to] = [children[0], children.at(-1)];
  if (!from || !to) return [];
  return from === to ? from.path : [`${from.title} … ${to.title}`];
}
