import { countTokens } from "#lib/embed/tokens.ts";

const least = 80;
const most = 150;
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The last sentences or list items of a text, 80 to 150 tokens, or words where they do not fit; at most `room`. */
export function overlapOf(body: string, room: number): string {
  const limit = Math.min(most, room);
  if (limit < least) return "";
  let from = Math.max(0, body.length - 2000);
  // Never half of a character.
  if (/[\udc00-\udfff]/.test(body.charAt(from))) from++;
  const tail = body.slice(from).trimEnd();
  const parts = [...sentences.segment(tail)].map(({ segment }) => segment);
  const taken = fromEnd(parts, limit);
  if (countTokens(taken.trim()) >= least || taken.trim() === body.trim()) return taken.trim();
  const words = fromEnd(tail.split(/(?<=\s)/), limit).trim();
  return countTokens(words) >= least ? words : "";
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
