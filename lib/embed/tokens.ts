import { countTokens as count } from "gpt-tokenizer/encoding/cl100k_base";

// Byte-pair merging is quadratic in the length of one run without a space.
const longestRun = 1000;
const options = { disallowedSpecial: new Set<string>() };

/** Tokens of the embedding model (cl100k_base). Very long runs without a space are counted in parts. */
export function countTokens(text: string): number {
  if (text.length <= longestRun || !/\S{1001}/.test(text)) return count(text, options);
  let total = 0;
  for (const part of text.split(/(?<=\s)/))
    for (let at = 0; at < part.length; at += longestRun)
      total += count(part.slice(at, at + longestRun), options);
  return total;
}
