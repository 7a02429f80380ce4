import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";

/** A value of a vocabulary and the phrases by which people mean it. */
export type Term = { value: string; phrases: string[] };

/** The lower-case words of a text with single blanks between and around them. */
export function spoken(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ")} `;
}

/** Values with their phrases; a value is a phrase of its own. */
export function termsOf(values: string[], phrases: Record<string, string[]>): Term[] {
  const all = new Set(
    [...values, ...Object.keys(phrases)].map((value) => value.trim().toLowerCase()),
  );
  return [...all].filter(Boolean).map((value) => ({
    value,
    phrases: [...new Set([value, ...(phrases[value] ?? [])].map(spoken))],
  }));
}

/** How often a spoken phrase stands in a spoken text; a short code also with a number after it (mx: MX16). */
export function countPhrase(text: string, phrase: string): number {
  let found = 0;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length - 1))
    found++;
  const code = /^ ([a-z]{2,3}) $/.exec(phrase)?.[1];
  return code
    ? found + (text.match(new RegExp(` ${code}\\d+[a-z]*(?= )`, "g"))?.length ?? 0)
    : found;
}

/** Names of the models that a chunk's headings or text name. In running text their case counts: DC is no “dc”. */
export function modelsIn({ text, titles }: Chunk, models: string[]): string[] {
  const headings = spoken(titles.join(" \n "));
  return models.filter(
    (model) => headings.includes(spoken(model)) || (text.includes(model) && isWord(text, model)),
  );
}

function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = [text.charAt(at - 1), text.charAt(at + name.length)];
    if (!around.some((letter) => /[\p{L}\p{N}]/u.test(letter))) return true;
  }
  return false;
}
