import { defaultBoosts } from "#lib/retrieve/defaults.ts";
import { filterWords } from "#lib/retrieve/filter-schemas.ts";
import type { Boosts, Configuration } from "#lib/retrieve/schemas.ts";
import { boostLabels, planWords, sourceWords } from "./setting-words.ts";

/** Where a result stands here, against another lane. */
export type Movement = { symbol: string; words: string };

/** "↑2" where it stands two places higher here than there. Ranks are 1-based. */
export function movement(rankHere: number, rankThere: number | undefined, there: string): Movement {
  if (rankThere === undefined) return { symbol: "only here", words: `not in ${there}` };
  const places = rankThere - rankHere;
  if (places === 0) return { symbol: "=", words: `the same place as in ${there}` };
  const count = Math.abs(places);
  const unit = count === 1 ? "place" : "places";
  return places > 0
    ? { symbol: `↑${count}`, words: `${count} ${unit} higher than in ${there}` }
    : { symbol: `↓${count}`, words: `${count} ${unit} lower than in ${there}` };
}

type Said = (lane: Configuration, production: Configuration) => string | false;

const numbers: [keyof Configuration, string][] = [
  ["efSearch", "ef_search"],
  ["maxScanTuples", "scan limit"],
  ["exactUpTo", "exact up to"],
  ["rrfK", "fusion constant"],
  ["vectorWeight", "vector weight"],
  ["fulltextWeight", "full-text weight"],
  ["headingWeight", "heading weight"],
  ["feedbackFrom", "feedback from"],
  ["feedbackTerms", "feedback terms"],
  ["archetypeK", "archetype K"],
  ["archetypeConfidenceMin", "archetype confidence"],
];

const said: Said[] = [
  (lane, at) => lane.rules !== at.rules && "the assistant's own filters",
  (lane, at) => lane.model !== at.model && `vectors of ${lane.model ?? "the active model"}`,
  (lane, at) => lane.candidatesFrom !== at.candidatesFrom && sourceWords[lane.candidatesFrom],
  (lane, at) => lane.plan !== at.plan && planWords[lane.plan],
  (lane, at) => lane.rerank !== at.rerank && (lane.rerank ? "rerank" : "no rerank"),
  (lane, at) => lane.k !== at.k && `top ${lane.k} instead of ${at.k}`,
  // Without rerank there are as many candidates as results: that is no difference of its own.
  (lane, at) =>
    lane.candidates !== at.candidates &&
    lane.candidates !== lane.k &&
    `${lane.candidates} candidates instead of ${at.candidates}`,
  (lane, at) =>
    lane.minCosine !== at.minCosine &&
    (lane.minCosine === null ? "no threshold" : `similarity ≥ ${lane.minCosine}`),
  (lane, at) =>
    lane.feedback !== at.feedback &&
    (lane.feedback ? "relevance feedback" : "no relevance feedback"),
  (lane, at) =>
    lane.perDocument !== at.perDocument &&
    (lane.perDocument === 0 ? "any number a document" : `at most ${lane.perDocument} a document`),
  (lane, at) => lane.iterativeScan !== at.iterativeScan && `iterative scan ${lane.iterativeScan}`,
  (lane, at) =>
    lane.includePricingLists !== at.includePricingLists &&
    (lane.includePricingLists ? "with price lists" : "without price lists"),
  (lane, at) => lane.visibility !== at.visibility && `visibility up to ${lane.visibility}`,
  (lane, at) =>
    lane.confidentiality !== at.confidentiality && `confidentiality up to ${lane.confidentiality}`,
  ...numbers.map(
    ([name, label]): Said =>
      (lane, at) =>
        lane[name] !== at[name] && `${label} ${lane[name]} instead of ${at[name]}`,
  ),
];

/** What a lane does otherwise than production, in words; empty where nothing. */
export function differences(lane: Configuration, production: Configuration): string[] {
  const settings = said.map((say) => say(lane, production)).filter((words) => words !== false);
  const boosts = (Object.keys(defaultBoosts) as (keyof Boosts)[])
    .filter((name) => lane.boosts[name] !== production.boosts[name])
    .map(
      (name) =>
        `${boostLabels[name]} ${signed(lane.boosts[name])} instead of ${signed(production.boosts[name])}`,
    );
  const known = new Set(production.filters.map((filter) => JSON.stringify(filter)));
  const filters = lane.filters
    .filter((filter) => !known.has(JSON.stringify(filter)))
    .map(filterWords);
  return [...settings, ...boosts, ...filters];
}

function signed(value: number): string {
  return value < 0 ? `−${Math.abs(value)}` : `+${value}`;
}
