import type { Chunk } from "#lib/ingest/chunk/chunk-markdown.ts";

/** A value of a vocabulary and the phrases by which people mean it. */
export type Term = { value: string; phrases: string[] };

/** The lower-case words of a text with single blanks between and around them. */
export function spoken(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ")} `;
}

const known = new WeakMap<object, Term[]>();

/** Values with their phrases, spoken; a value is a phrase of its own. Worked out once for each `phrases`. */
export function termsOf(values: string[], phrases: Record<string, string[]>): Term[] {
  const before = known.get(phrases);
  if (before) return before;
  const all = new Set(
    [...values, ...Object.keys(phrases)].map((value) => value.trim().toLowerCase()),
  );
  const terms = [...all].filter(Boolean).map((value) => ({
    value,
    phrases: [...new Set([value, ...(phrases[value] ?? [])].map(spoken))],
  }));
  known.set(phrases, terms);
  return terms;
}

/** How often a spoken phrase stands in a spoken text; a short code also with a number after it (mx: MX16). */
export function countPhrase(text: string, phrase: string): number {
  let found = 0;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + phrase.length - 1))
    found++;
  return phrase.length > 5 ? found : found + countNumbered(text, phrase.slice(0, -1));
}

function countNumbered(text: string, code: string): number {
  let found = 0;
  for (let at = text.indexOf(code); at !== -1; at = text.indexOf(code, at + code.length))
    if (/^\d+[a-z]* /.test(text.slice(at + code.length, at + code.length + 12))) found++;
  return found;
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
