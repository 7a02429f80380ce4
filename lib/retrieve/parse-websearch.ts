export type WebSearch = {
  /** All that is asked for, phrases included, as plain text: any of its words is a match. */
  words: string;
  /** Each must stand there word by word. */
  phrases: string[];
  /** None may occur; several words are a phrase. */
  excluded: string[];
};

/**
 * Reads a query as web searches do: `"these words together"`, `-not this`, `-"nor this"`. Anything else, `or`,
 * unpaired quotes and operators included, is words: a question is no formula, and never an error. Pure.
 */
export function parseWebsearch(query: string): WebSearch {
  const words: string[] = [];
  const phrases: string[] = [];
  const excluded: string[] = [];
  for (const match of query.matchAll(/(-?)"([^"]*)"|(\S+)/gu)) {
    const [, minus, quoted, plain] = match;
    if (quoted !== undefined) {
      const phrase = quoted.trim();
      if (!holdsWord(phrase)) continue;
      if (minus === "-") excluded.push(phrase);
      else {
        phrases.push(phrase);
        words.push(phrase);
      }
    } else if (plain !== undefined) {
      // A minus counts only before a word: "2-G", "-" and "--help" say nothing of what is not wanted.
      const not = plain.match(/^-([\p{L}\p{N}].*)$/u)?.[1];
      if (not !== undefined) excluded.push(not.replaceAll('"', " "));
      else words.push(plain.replaceAll('"', " "));
    }
  }
  return { words: words.join(" "), phrases, excluded };
}

function holdsWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
