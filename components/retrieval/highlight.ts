import { withoutHeadings } from "#lib/format/without-headings.ts";

export type Segment = { start: number; text: string; marked: boolean };

const word = /[\p{L}\p{M}\p{N}]+/gu;

// Words that stand in every text: marking them would mark the page.
const common = new Set(
  "a an and are as at be by can did do does for from had has have how i if in is it its me my no not of on or our so that the their this to us was we were what when where which who why will with you your".split(
    " ",
  ),
);

/** The words of a query that are worth marking: lower-case, without the commonest English ones. */
export function wordsToMark(query: string): string[] {
  const words = new Set((query.normalize("NFC").match(word) ?? []).map((one) => one.toLowerCase()));
  return [...words].filter((one) => !common.has(one) && one.length > 1);
}

/**
 * Cuts a text into segments, marked where a word is one of `words` or, from four letters on,
 * begins with one ("barrel" marks "barrels"). The segments joined are the text.
 */
export function splitHighlights(text: string, words: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    if (!isWanted(match[0].normalize("NFC").toLowerCase(), words)) continue;
    if (match.index > end)
      segments.push({ start: end, text: text.slice(end, match.index), marked: false });
    segments.push({ start: match.index, text: match[0], marked: true });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ start: end, text: text.slice(end), marked: false });
  return segments;
}

function isWanted(found: string, words: readonly string[]): boolean {
  return words.some((one) => found === one || (one.length >= 4 && found.startsWith(one)));
}

/**
 * What two lines can show of a text: without the headings that it repeats, and from shortly before the first
 * marked word where that stands far inside. At most 400 characters.
 */
export function excerpt(text: string, words: readonly string[]): string {
  const body = withoutHeadings(text);
  const first = splitHighlights(body, words).find((segment) => segment.marked)?.start ?? 0;
  if (first < 110) return body.slice(0, 400);
  const start = body.lastIndexOf(" ", first - 50) + 1;
  return `… ${body.slice(start, start + 400)}`;
}
