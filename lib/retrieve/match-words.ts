import type { Tx } from "#lib/db/with-role.ts";
import { feedbackTerms } from "./feedback-terms.ts";
import type { Filter } from "./filter.ts";
import type { Listed } from "./fuse.ts";
import { readOccurrences } from "./read-occurrences.ts";
import type { Relations } from "./relations.ts";
import type { RetrievalNote } from "./result-schemas.ts";
import { readTerms, searchFulltext } from "./search-fulltext.ts";
import { readTextStatistics } from "./text-statistics.ts";

type Search = { query: string; filter: Filter; relations: Relations; corpusVersion: string };

/** Full text: what matches the query's words, asked again with the best words of the first results where feedback is on. */
export async function matchWords(
  tx: Tx,
  { query, filter, relations, corpusVersion }: Search,
): Promise<{ matching: Listed[]; notes: RetrievalNote[] }> {
  const { configuration } = filter;
  const statistics = await readTextStatistics(tx, corpusVersion);
  const terms = await readTerms(tx, query, statistics);
  if (terms.length === 0 && statistics.chunks > 0) return { matching: [], notes: [noWords] };
  const search = { ...filter, relations, statistics };
  const matching = await searchFulltext(tx, query, terms, search);
  if (!configuration.feedback || matching.length === 0) return { matching, notes: [] };
  const first = matching.slice(0, configuration.feedbackFrom);
  const scores = new Map(first.map(({ chunkId, score }) => [chunkId, score]));
  const occurrences = await readOccurrences(tx, [...scores.keys()]);
  if (occurrences.length === 0) return { matching, notes: [noFrequencies] };
  const expanded = feedbackTerms(terms, occurrences, scores, {
    corpusChunks: statistics.chunks,
    most: configuration.feedbackTerms,
  });
  return { matching: await searchFulltext(tx, query, expanded, search), notes: [] };
}

const noWords: RetrievalNote = {
  code: "no words",
  message: "The query holds no word that full text looks for, so full text found nothing.",
};

const noFrequencies: RetrievalNote = {
  code: "no frequencies",
  message:
    "Feedback was left out: the corpus's word frequencies have not been counted yet. A worker does that within minutes.",
};
