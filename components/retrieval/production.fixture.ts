import type { FrozenLane } from "#lib/evaluate/schemas.ts";
import { defaultBoosts, defaultSearch } from "#lib/retrieve/defaults.ts";
import type { Configuration, ConfigurationChanges } from "#lib/retrieve/schemas.ts";

/** Production as no variable changes it, for tests. */
export const production: Configuration = {
  ...defaultSearch,
  k: 12,
  candidatesFrom: "vector",
  plan: "auto",
  model: null,
  candidates: 60,
  minCosine: null,
  rerank: true,
  boosts: defaultBoosts,
  archetypeK: 0.08,
  archetypeConfidenceMin: 0.08,
  perDocument: 0,
  rules: "console",
  includePricingLists: false,
  visibility: "public",
  confidentiality: "normal",
  filters: [],
};

/** A frozen lane that did not answer, for tests. */
export function frozenLane(token: string, settings: ConfigurationChanges | null): FrozenLane {
  return { name: token, token, settings, result: null, problem: null, since: {}, withheld: false };
}
