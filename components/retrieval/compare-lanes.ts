import type { Configuration } from "#lib/retrieve/schemas.ts";

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

/** How many ids both lists hold. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const known = new Set(b);
  return a.filter((id) => known.has(id)).length;
}

/** What a lane does otherwise than production, in words; empty where nothing. */
export function differences(lane: Configuration, production: Configuration): string[] {
  const said: string[] = [];
  if (lane.plan !== production.plan)
    said.push(lane.plan === "exact" ? "exact search" : "index where it pays");
  if (lane.rerank !== production.rerank) said.push(lane.rerank ? "rerank" : "no rerank");
  if (lane.k !== production.k) said.push(`top ${lane.k} instead of ${production.k}`);
  if (lane.includePricingLists !== production.includePricingLists)
    said.push(lane.includePricingLists ? "with price lists" : "without price lists");
  if (lane.visibility !== production.visibility) said.push(`visibility up to ${lane.visibility}`);
  if (lane.confidentiality !== production.confidentiality)
    said.push(`confidentiality up to ${lane.confidentiality}`);
  return said;
}
