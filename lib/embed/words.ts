const stopWords = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by
  can could did do does doing down during each few for from further had has have having he her here hers him his how i
  if in into is it its itself just may me might more most must my no nor not now of off on once only or other our ours
  out over own same shall she should so some such than that the their theirs them then there these they this those
  through to too under until up upon us very was we were what when where which while who whom why will with would you
  your yours yourself s t`.split(/\s+/),
);

/** True for a word that says nothing about the matter. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

/** The English word without its commonest endings (a light stemmer: plurals, -ed, -ing, -ly, -ion, -al). */
export function stem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  let stemmed = word
    .replace(/(?:sses)$/, "ss")
    .replace(/ies$/, word.length > 4 ? "y" : "ie")
    .replace(/([^su])s$/, "$1");
  for (const [ending, rest, least] of endings) {
    if (!stemmed.endsWith(ending) || stemmed.length - ending.length < least) continue;
    stemmed = stemmed.slice(0, -ending.length) + rest;
    break;
  }
  return stemmed.replace(/([^aeiouylsz])\1$/, "$1").replace(/(?<=..)[ey]$/, "");
}

const endings: [ending: string, rest: string, least: number][] = [
  ["ational", "", 3],
  ["ization", "", 3],
  ["ically", "ic", 3],
  ["ation", "", 3],
  ["ness", "", 3],
  ["ment", "", 4],
  ["ical", "ic", 3],
  ["ally", "", 3],
  ["ator", "", 3],
  ["ated", "", 3],
  ["ates", "", 3],
  ["ate", "", 3],
  ["ing", "", 3],
  ["ion", "", 3],
  ["ive", "", 3],
  ["ity", "", 3],
  ["ly", "", 3],
  ["al", "", 4],
  ["ed", "", 3],
  ["er", "", 4],
  ["or", "", 4],
];
