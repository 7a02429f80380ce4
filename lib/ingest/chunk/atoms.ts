import { countTokens } from "#lib/embed/tokens.ts";
import type { Block } from "./blocks.ts";
import { blockTokens } from "./body.ts";

/** A part that is not cut further. `before` and `after` frame it where a table or a fence is continued. */
export type Atom = {
  block: Block;
  start: number;
  end: number;
  tokens: number;
  before: string;
  after: string;
  /** Its block was too large to stay whole. */
  cut: boolean;
};

type Span = { start: number; end: number };
type Frame = { before: string; after: string };

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });
const unframed: Frame = { before: "", after: "" };

/**
 * The parts of a block: itself while it fits `whole` tokens (paragraphs: `high`), else sentences, list
 * items, table rows or lines, and in the last resort runs of characters.
 */
export function atomsOf(text: string, block: Block, high: number, whole: number): Atom[] {
  const tokens = blockTokens(text, block);
  if (tokens === 0) return [];
  const { start, end, kind } = block;
  if (tokens <= (kind === "paragraph" ? Math.min(high, whole) : whole))
    return [{ block, start, end, tokens, ...unframed, cut: false }];
  if (kind === "table") return tableAtoms(text, block, whole);
  if (kind === "fence") return fenceAtoms(text, block, whole);
  return spansOf(text, block).flatMap((span) => fitting(text, block, span, whole));
}

function spansOf(text: string, block: Block): Span[] {
  if (block.kind === "list") return itemSpans(text, block);
  if (block.kind === "heading") return [block];
  return sentenceSpans(text, block);
}

function tableAtoms(text: string, block: Block, whole: number): Atom[] {
  const [head, rule, first, ...rows] = lineSpans(text, block);
  if (!head || !rule || !first) return fitting(text, block, block, whole);
  const before = text.slice(head.start, rule.end).trimEnd();
  const headed = { start: head.start, end: first.end };
  const room = whole - countTokens(before) - 1;
  // A header as large as the rows leaves no room to repeat it.
  if (room < whole / 2)
    return lineSpans(text, block).flatMap((span) => fitting(text, block, span, whole));
  const top = fitting(text, block, headed, whole);
  return [...top, ...rows.flatMap((row) => fitting(text, block, row, room, { before, after: "" }))];
}

function fenceAtoms(text: string, block: Block, whole: number): Atom[] {
  const lines = lineSpans(text, block);
  const opening = lines[0] ? text.slice(lines[0].start, lines[0].end).trim() : "";
  const mark = /^(?:`{3,}|~{3,})/.exec(opening)?.[0];
  // Indented code has no fence to repeat, and an opening line may hold anything.
  const frame = mark && opening.length < 100 ? { before: opening, after: mark } : unframed;
  const room = whole - countTokens(`${frame.before}\n${frame.after}\n`);
  const atoms = lines.flatMap((line) => fitting(text, block, line, room, frame));
  const first = atoms[0];
  const last = atoms.at(-1);
  if (first) first.before = "";
  if (last) last.after = "";
  return atoms;
}

function itemSpans(text: string, block: Block): Span[] {
  if (block.items.length < 2) return lineSpans(text, block);
  const starts = [block.start, ...block.items.filter((at) => at > block.start)];
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? block.end }));
}

function sentenceSpans(text: string, { start, end }: Block): Span[] {
  const spans: Span[] = [];
  for (const { index, segment } of sentences.segment(text.slice(start, end)))
    spans.push({ start: start + index, end: start + index + segment.length });
  return spans;
}

function lineSpans(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; ) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 || next >= end ? end : next + 1;
    spans.push({ start: at, end: stop });
    at = stop;
  }
  return spans;
}

/** The span if it fits, else its lines, else runs of characters that surely do. */
function fitting(
  text: string,
  block: Block,
  span: Span,
  whole: number,
  frame: Frame = unframed,
): Atom[] {
  const atoms: Atom[] = [];
  const rest = [span];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { start, end } = next;
    const tokens =
      end - start > whole * 20 ? Number.POSITIVE_INFINITY : countTokens(text.slice(start, end));
    if (tokens <= whole) atoms.push({ block, start, end, tokens, ...frame, cut: true });
    else for (const half of halves(text, next, whole).reverse()) rest.push(half);
  }
  return atoms;
}

/** Lines where there are several, else runs of characters, at a blank where one is near. */
function halves(text: string, span: Span, whole: number): Span[] {
  const lines = lineSpans(text, span);
  if (lines.length > 1) return lines;
  const { start, end } = span;
  const length = Math.min(whole * 2, Math.ceil((end - start) / 2));
  const runs: Span[] = [];
  for (let at = start; at < end; ) {
    let stop = Math.min(end, at + length);
    const blank = text.lastIndexOf(" ", stop - 1) + 1;
    if (stop < end && blank > at + length / 2) stop = blank;
    // Never between the two halves of one character.
    if (stop < end && stop > at + 1 && /[\udc00-\udfff]/.test(text.charAt(stop))) stop--;
    runs.push({ start: at, end: stop });
    at = stop;
  }
  return runs;
}
