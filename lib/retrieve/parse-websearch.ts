/** What stands between two `or`: all of it must hold, as `or` binds loosest. */
export type Alternative = {
  /** All that is asked for, phrases included, as plain text: any of its words is a match. */
  words: string;
  /** Each must stand there word by word. */
  phrases: string[];
  /** None may occur; several words are a phrase. */
  excluded: string[];
};

export type WebSearch = {
  /** The words of all alternatives. */
  words: string;
  /** One of them must hold. Empty where no phrase and no exclusion asks more than a word. */
  alternatives: Alternative[];
};

/**
 * Reads a query as web searches do: `"these words together"`, `-not this`, `-"nor this"`, `"either" or "other"`.
 * Anything else, unpaired quotes and operators included, is words: a question is no formula, and never an
 * error. Pure.
 */
export function parseWebsearch(query: string): WebSearch {
  const all: string[] = [];
  let one = newAlternative();
  const read = [one];
  const add = (words: string) => {
    all.push(words);
    one.words.push(words);
  };
  for (const match of query.matchAll(/(-?)"([^"]*)"|(\S+)/gu)) {
    const [, minus, quoted, plain] = match;
    if (quoted !== undefined) {
      const phrase = quoted.trim();
      if (!holdsWord(phrase)) continue;
      if (minus === "-") one.excluded.push(phrase);
      else {
        one.phrases.push(phrase);
        add(phrase);
      }
    } else if (plain?.toLowerCase() === "or") {
      // A word as well: in French it is gold, and in English no list of words holds it.
      all.push(plain);
      one = newAlternative();
      read.push(one);
    } else if (plain !== undefined) {
      // A minus counts only before a word: "2-G", "-" and "--help" say nothing of what is not wanted.
      const not = plain.match(/^-([\p{L}\p{N}].*)$/u)?.[1];
      if (not !== undefined) one.excluded.push(not.replaceAll('"', " "));
      else add(plain.replaceAll('"', " "));
    }
  }
  const asked = read.filter(({ words, excluded }) => words.some(holdsWord) || excluded.length > 0);
  const plain = asked.every(({ phrases, excluded }) => phrases.length + excluded.length === 0);
  const joined = asked.map(({ words, ...one }) => ({ ...one, words: words.join(" ") }));
  return { words: all.join(" "), alternatives: plain ? [] : joined };
}

type Read = Omit<Alternative, "words"> & { words: string[] };

function newAlternative(): Read {
  return { words: [], phrases: [], excluded: [] };
}

function holdsWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
