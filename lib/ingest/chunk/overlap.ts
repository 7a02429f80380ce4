import { countTokens } from "#lib/embed/tokens.ts";

const least = 80;
const most = 150;
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The last sentences of a piece, 80 to 150 tokens, or words where sentences do not fit; at most `room`. */
export function overlapBefore(text: string, start: number, end: number, room: number): string {
  const limit = Math.min(most, room);
  if (limit < least) return "";
  const tail = text.slice(Math.max(start, end - 2000), end).trimEnd();
  const parts = [...sentences.segment(tail)].map(({ segment }) => segment);
  const taken = fromEnd(parts, limit);
  if (countTokens(taken) >= least || taken.length === tail.length) return taken.trim();
  return fromEnd(tail.split(/(?<=\s)/), limit).trim();
}

/** As many of the last parts as stay within `limit` tokens. */
function fromEnd(parts: string[], limit: number): string {
  let taken = "";
  for (const part of parts.toReversed()) {
    if (countTokens(part + taken) > limit) break;
    taken = part + taken;
  }
  return taken;
}
