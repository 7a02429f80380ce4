import { countTokens } from "#lib/embed/tokens.ts";
import type { Block } from "./blocks.ts";

/** A part that is not cut further. `repeat` stands above it where it continues a table. */
export type Atom = { start: number; end: number; tokens: number; repeat: string; cut: boolean };

type Span = { start: number; end: number };

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * The parts of a block: itself while it fits `whole` tokens (paragraphs: `target`), else sentences, list
 * items, table rows or lines, and in the last resort runs of characters.
 */
export function atomsOf(text: string, block: Block, target: number, whole: number): Atom[] {
  const tokens = countTokens(text.slice(block.start, block.end));
  const limit = block.kind === "paragraph" ? target : whole;
  if (tokens <= limit)
    return [{ start: block.start, end: block.end, tokens, repeat: "", cut: false }];
  if (block.kind === "table") return tableRows(text, block, whole);
  const spans =
    block.kind === "paragraph" || block.kind === "quote"
      ? sentenceSpans(text, block)
      : lineSpans(text, block);
  return spans.flatMap((span) => fitting(text, span, whole));
}

function tableRows(text: string, block: Block, whole: number): Atom[] {
  const spans = lineSpans(text, block);
  const [head, rule, ...rows] = spans;
  const first = rows[0];
  if (!head || !rule || !first) return spans.flatMap((span) => fitting(text, span, whole));
  const repeat = text.slice(head.start, rule.end).trimEnd();
  const headed = { start: head.start, end: first.end };
  return [
    ...fitting(text, headed, whole),
    ...rows
      .slice(1)
      .flatMap((row) => fitting(text, row, whole).map((atom) => ({ ...atom, repeat }))),
  ];
}

function sentenceSpans(text: string, { start, end }: Block): Span[] {
  const spans: Span[] = [];
  for (const { index, segment } of sentences.segment(text.slice(start, end)))
    spans.push({ start: start + index, end: start + index + segment.length });
  return spans;
}

function lineSpans(text: string, { start, end }: Block): Span[] {
  const spans: Span[] = [];
  for (let at = start; at < end; ) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 || next >= end ? end : next + 1;
    spans.push({ start: at, end: stop });
    at = stop;
  }
  return spans;
}

/** The span if it fits, else runs of at most `whole` characters, each surely within the tokens. */
function fitting(text: string, { start, end }: Span, whole: number): Atom[] {
  const tokens = countTokens(text.slice(start, end));
  if (tokens <= whole) return [{ start, end, tokens, repeat: "", cut: true }];
  const atoms: Atom[] = [];
  for (let at = start; at < end; ) {
    let stop = Math.min(end, at + Math.floor(whole / 2));
    const blank = text.lastIndexOf(" ", stop);
    if (stop < end && blank > at + whole / 4) stop = blank + 1;
    // Never between the two halves of one character.
    if (stop < end && /[\udc00-\udfff]/.test(text.charAt(stop))) stop--;
    atoms.push({
      start: at,
      end: stop,
      tokens: countTokens(text.slice(at, stop)),
      repeat: "",
      cut: true,
    });
    at = stop;
  }
  return atoms;
}
