import { findAnchored, findLikely, type Span } from "./find-amounts.ts";
import { foldText, removed } from "./fold-text.ts";

/** Every amount, and every number that may be one, replaced in a text without tables. */
export function redactNumbers(text: string): string {
  return replaceAmounts(text, (folded) => [...findAnchored(folded), ...findLikely(folded)]);
}

/** Replaces what `find` finds until it finds nothing: a replacement may bring two halves of an amount together. */
export function replaceAmounts(text: string, find: (folded: string) => Span[]): string {
  let current = text;
  for (;;) {
    const next = replaced(current, find);
    if (next === current) return current;
    current = next;
  }
}

function replaced(text: string, find: (folded: string) => Span[]): string {
  const folded = foldText(text);
  let out = "";
  let at = 0;
  for (const [start, end] of find(folded.text).toSorted((a, b) => a[0] - b[0])) {
    const from = folded.starts[start] ?? 0;
    if (from < at) continue;
    out += text.slice(at, from) + removed;
    at = folded.ends[end - 1] ?? from;
  }
  return out + text.slice(at);
}
