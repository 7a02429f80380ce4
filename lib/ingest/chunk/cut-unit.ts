import { countTokens } from "#lib/embed/tokens.ts";
import { type Atom, atomsOf } from "./atoms.ts";
import type { Block } from "./blocks.ts";
import { blockText, bodyOf, separator } from "./body.ts";
import { overlapOf } from "./overlap.ts";
import { type CutRules, grouped, most, tiny } from "./rules.ts";
import type { Unit } from "./units.ts";

/** One chunk's part of a unit: its text is `before`, what stands at its place, and `after`. */
export type Piece = {
  before: string;
  body: string;
  after: string;
  start: number;
  end: number;
  /** The headings in it, and those repeated above it. */
  headings: Block[];
  /** The heading that it begins with or goes on under. */
  under: Block | undefined;
};

/** The pieces of a unit that is too large for one chunk, and whether a block of it had to be cut. */
export function cutUnit(
  text: string,
  unit: Unit,
  rules: CutRules,
  spare = 0,
): { pieces: Piece[]; cut: boolean } {
  const [first] = unit.main.blocks;
  const own = first?.kind === "heading" ? first : undefined;
  const pieces: Piece[] = [];
  let cut = false;
  for (const run of grouped(text, unit.blocks, rules)) {
    // Two headings at most are repeated above a piece.
    const room = most - spare - headingRoom(text, unit.blocks);
    const atoms = run.flatMap((block) => atomsOf(text, block, rules.high, room));
    cut ||= atoms.some((atom) => atom.cut && atom.block.kind !== "paragraph");
    let before: Atom[] | undefined;
    for (const group of packed(atoms, rules, room)) {
      pieces.push(pieceOf(text, group, { own, before, open: lastHeading(pieces), rules }));
      before = group;
    }
  }
  // Never more than the bound, whatever the parts count together.
  const over = pieces.some(({ before, body, after }) => countTokens(before + body + after) > most);
  return over && spare < 600 ? cutUnit(text, unit, rules, spare + 100) : { pieces, cut };
}

const longestHeading = 400;
/** Parts count a little differently together than one by one. */
export const slack = 16;

/** A heading as it is repeated: not if it is as long as a text. */
function repeatable(heading: string): string {
  return heading.length <= longestHeading ? heading : "";
}

/** Tokens that the repeated headings take at most. */
function headingRoom(text: string, blocks: Block[]): number {
  const sizes = blocks
    .filter(({ kind }) => kind === "heading")
    .map((block) => countTokens(`${repeatable(blockText(text, block))}\n\n`))
    .sort((a, b) => b - a);
  return Math.min(800, (sizes[0] ?? 0) + (sizes[1] ?? 0) + slack);
}

/** Neighbouring atoms in even parts: as many as `high` asks for, none above `room`. */
function packed(atoms: Atom[], { high }: CutRules, room: number): Atom[][] {
  const total = sizeOf(atoms);
  const aim = total / Math.ceil(total / high);
  const groups: Atom[][] = [];
  let group: Atom[] = [];
  let tokens = 0;
  for (const [at, atom] of atoms.entries()) {
    // A heading goes with what stands under it.
    const next = atom.block.kind === "heading" ? (atoms[at + 1]?.tokens ?? 0) : 0;
    const past = tokens + (atom.tokens + next) / 2 > aim && group.at(-1)?.block.kind !== "heading";
    if (group.length > 0 && (past || tokens + atom.tokens > room)) {
      const kept = breakAtHeading(group, aim);
      groups.push(group.slice(0, kept));
      group = group.slice(kept);
      tokens = sizeOf(group);
      if (group.length > 0 && tokens + atom.tokens > room) {
        groups.push(group);
        group = [];
        tokens = 0;
      }
    }
    tokens += group.length === 0 ? sizeOf([atom]) : atom.tokens;
    group.push(atom);
  }
  if (group.length > 0) groups.push(group);
  return withoutCrumbs(groups, room);
}

/** Rather before the last heading than in the middle of what stands under it. */
function breakAtHeading(group: Atom[], aim: number): number {
  const at = group.findLastIndex(({ block }) => block.kind === "heading");
  return at > 0 && sizeOf(group.slice(0, at)) >= aim * 0.6 ? at : group.length;
}

/** Tiny parts with their neighbour, where both fit. */
function withoutCrumbs(groups: Atom[][], room: number): Atom[][] {
  const kept: Atom[][] = [];
  for (const group of groups) {
    const last = kept.at(-1);
    const crumb = last && Math.min(sizeOf(last), sizeOf(group)) < tiny;
    if (last && crumb && sizeOf([...last, ...group]) <= room)
      kept[kept.length - 1] = [...last, ...group];
    else kept.push(group);
  }
  return kept;
}

function sizeOf(atoms: Atom[]): number {
  const [first] = atoms;
  const frame = first?.before || first?.after ? countTokens(first.before + first.after) + 4 : 0;
  return atoms.reduce((sum, { tokens }) => sum + tokens, frame);
}

type Around = {
  own: Block | undefined;
  before: Atom[] | undefined;
  open: Block | undefined;
  rules: CutRules;
};

function pieceOf(text: string, group: Atom[], around: Around): Piece {
  const { before, open, rules } = around;
  const first = group[0];
  const last = group.at(-1);
  const body = joined(text, group);
  const headings = group.flatMap(({ block }) => (block.kind === "heading" ? [block] : []));
  const after = last?.after ? `\n${last.after}` : "";
  const frame = first?.before ? `${first.before}\n` : "";
  const starts = headings[0] === first?.block;
  const repeated = repeatedHeadings(starts ? headings[0] : undefined, around);
  const lead = repeated.map((heading) => `${repeatable(blockText(text, heading))}\n\n`).join("");
  let front = lead + frame;
  const used = countTokens(front + body + after);
  const tail = before?.at(-1)?.block.kind;
  // Below a heading of its own nothing goes on.
  if (rules.overlap && before && !starts && !frame && tail !== "table" && tail !== "fence") {
    const overlap = overlapOf(joined(text, before), most - used - slack);
    // The end of a paragraph and its next sentence are one paragraph.
    const same = before.at(-1)?.block === first?.block && tail !== "list";
    const longer = `${lead}${overlap}${same ? " " : "\n\n"}`;
    if (overlap && countTokens(longer + body + after) <= most) front = longer;
  }
  return {
    before: front,
    body,
    after,
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    headings: [...repeated, ...headings],
    under: starts ? headings[0] : open,
  };
}

/** The unit's heading above what is under it, and the heading below it under which the piece goes on. */
function repeatedHeadings(starts: Block | undefined, { own, open }: Around): Block[] {
  if (!open || !own) return [];
  if (starts) return starts.level > own.level && starts.start > own.start ? [own] : [];
  if (open === own) return [own];
  return open.level > own.level && open.start > own.start ? [own, open] : [open];
}

function lastHeading(pieces: Piece[]): Block | undefined {
  const last = pieces.at(-1);
  return last?.headings.at(-1) ?? last?.under;
}

/** What stands at the atoms' places, as a chunk holds it. */
function joined(text: string, atoms: Atom[]): string {
  let body = "";
  let before: Atom | undefined;
  for (const atom of atoms) {
    const whole = !atom.cut;
    const own = whole ? bodyOf(text, [atom.block]) : text.slice(atom.start, atom.end);
    if (before && before.block !== atom.block)
      body = body.trimEnd() + separator(text, before.block, atom.block);
    body += own;
    before = atom;
  }
  return body.replace(/^\n+/, "").trimEnd();
}
