import { countTokens as count } from "gpt-tokenizer/encoding/cl100k_base";

// Byte-pair merging is quadratic in the length of one run without a space.
const longestRun = 1000;
const options = { disallowedSpecial: new Set<string>() };

// A chunk is counted when it is cut, planned, put into a batch and sent: the last ones are at hand.
const recent = new Map<string, number>();
const mostRecent = 1_000;
const worthKeeping = { from: 400, to: 20_000 };

/** Tokens of the embedding model (cl100k_base). Very long runs without a space are counted in parts. */
export function countTokens(text: string): number {
  if (text.length < worthKeeping.from || text.length > worthKeeping.to) return counted(text);
  const known = recent.get(text);
  if (known !== undefined) return known;
  const tokens = counted(text);
  for (const oldest of recent.keys()) {
    if (recent.size < mostRecent) break;
    recent.delete(oldest);
  }
  recent.set(text, tokens);
  return tokens;
}

function counted(text: string): number {
  if (!hasLongRun(text)) return count(text, options);
  let total = 0;
  for (const part of text.split(/(?<=\s)/))
    for (let at = 0; at < part.length; at += longestRun)
      total += count(part.slice(at, at + longestRun), options);
  return total;
}

/** A run of more than so many characters without a space covers one of the places that are looked at. */
function hasLongRun(text: string): boolean {
  for (let at = longestRun; at < text.length; at += longestRun) {
    let [start, end] = [at, at];
    while (end - start <= longestRun && start > 0 && !isSpace(text, start - 1)) start--;
    while (end - start <= longestRun && end < text.length && !isSpace(text, end)) end++;
    if (end - start > longestRun) return true;
  }
  return false;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(text[at] ?? ""));
}
