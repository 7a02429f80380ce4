import type { Signals } from "./result-schemas.ts";
import type { RetrievalContext } from "./schemas.ts";
import type { Term, Vocabulary } from "./vocabulary.ts";
import { nameOf, wordsOf } from "./words.ts";

// The commonest English function words: they stand in every title and say nothing.
const stopWords = new Set(
  "a about after all also an and any are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of on or our should so than that the their them then there these they this to us was we were what when where which who why will with would you your".split(
    " ",
  ),
);

/** What the question says by its words, and what the caller knows. Pure. */
export function detectSignals(
  query: string,
  vocabulary: Vocabulary,
  context: RetrievalContext = {},
): Signals {
  const words = wordsOf(query);
  const named = (terms: Term[]) =>
    terms.filter((term) => isNamed(words, term)).map(({ value }) => value);
  return {
    mode: context.mode?.trim().toLowerCase() || undefined,
    platforms: unique([...lower(context.platforms), ...lower(named(vocabulary.platforms))]),
    disciplines: unique([...lower(context.disciplines), ...lower(named(vocabulary.disciplines))]),
    models: named(vocabulary.models).map(nameOf),
    focusEntities: unique((context.focusEntities ?? []).map(nameOf).filter(Boolean)),
    topics: unique(
      [...(context.topics ?? []), ...named(vocabulary.topics)].map(nameOf).filter(Boolean),
    ),
    keywords: unique(words.filter((word) => word.length > 2 && !stopWords.has(word))),
    archetypeWeights: Object.fromEntries(
      Object.entries(context.archetypeWeights ?? {}).map(([name, weight]) => [
        name.trim().toLowerCase(),
        weight,
      ]),
    ),
  };
}

/** One of the term's phrases stands in the query, as whole words in a row. */
function isNamed(words: string[], { phrases }: Term): boolean {
  const said = ` ${words.join(" ")} `;
  return phrases.some((name) => {
    const wanted = nameOf(name);
    return wanted !== "" && said.includes(` ${wanted} `);
  });
}

function lower(values: string[] = []): string[] {
  return unique(values.map((value) => value.trim().toLowerCase()).filter(Boolean));
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
