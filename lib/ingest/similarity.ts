// Texts are compared several times in one match: their words are counted once.
const counted = new Map<string, Map<string, number>>();
const mostCounted = 2_000;

/** Dice's coefficient over the words of two texts: 0 for none in common, 1 for the same words equally often. */
export function similarity(a: string, b: string): number {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  let common = 0;
  for (const [word, times] of one) common += Math.min(times, other.get(word) ?? 0);
  const all = total(one) + total(other);
  return all === 0 ? 0 : (2 * common) / all;
}

/** Which part of the runs of three words of `part` stand in `whole` too: 0 … 1. */
export function containment(part: string, whole: string): number {
  const runs = runsOf(part);
  const found = runsOf(whole);
  if (runs.size === 0) return 0;
  let common = 0;
  for (const run of runs) if (found.has(run)) common++;
  return common / runs.size;
}

function runsOf(text: string): Set<string> {
  const words = split(text);
  const size = Math.min(3, words.length);
  return new Set(
    words.slice(0, words.length - size + 1).map((_, at) => words.slice(at, at + size).join(" ")),
  );
}

function wordsOf(text: string): Map<string, number> {
  const known = counted.get(text);
  if (known) return known;
  const words = new Map<string, number>();
  for (const word of split(text)) words.set(word, (words.get(word) ?? 0) + 1);
  if (counted.size >= mostCounted) counted.clear();
  counted.set(text, words);
  return words;
}

function split(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function total(words: Map<string, number>): number {
  let sum = 0;
  for (const times of words.values()) sum += times;
  return sum;
}
