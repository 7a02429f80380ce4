import { archetypeBoost } from "./archetype-boost.ts";
import type { Features, ScoreBase, ScorePart, Signals } from "./result-schemas.ts";
import type { Boosts } from "./schemas.ts";
import { wordsOf } from "./words.ts";

/** A candidate to order: its id, what its score starts from, and what the boosts look at. */
export type Candidate = { chunkId: string; base: ScoreBase; features: Features };

export type RerankSettings = {
  boosts: Boosts;
  archetypeK: number;
  archetypeConfidenceMin: number;
  /** How many modes and archetypes the corpus knows: all of them means neutral. */
  modeCount: number;
  archetypeCount: number;
};

export type Ranked<T extends Candidate> = {
  candidate: T;
  parts: ScorePart[];
  score: number;
  rankBefore: number;
  rankAfter: number;
};

/**
 * Orders candidates by base + boosts + archetype boost (contract, section 7). Pure; every part of a score
 * is named, and the parts with the base add up to it. Ties go by base, then id.
 */
export function rerank<T extends Candidate>(
  candidates: readonly T[],
  signals: Signals,
  settings: RerankSettings,
): Ranked<T>[] {
  const before = candidates.toSorted(
    (a, b) => b.base.value - a.base.value || compareText(a.chunkId, b.chunkId),
  );
  const scored = before.map((candidate, index) => {
    const parts = [...boostParts(candidate.features, signals, settings)];
    const archetype = archetypeBoost(
      candidate.features.archetypeBias,
      signals.archetypeWeights,
      settings,
    );
    if (archetype.value !== 0) parts.push(archetype);
    const score = parts.reduce((sum, part) => sum + part.value, candidate.base.value);
    return { candidate, parts, score, rankBefore: index + 1 };
  });
  return scored
    .toSorted((a, b) => b.score - a.score || a.rankBefore - b.rankBefore)
    .map((row, index) => ({ ...row, rankAfter: index + 1 }));
}

/** The boosts of one candidate, with one more part where their sum had to be clamped. */
export function boostParts(
  features: Features,
  signals: Signals,
  { boosts, modeCount }: Pick<RerankSettings, "boosts" | "modeCount">,
): ScorePart[] {
  const { mode } = signals;
  const modes = features.primaryModes;
  const specialised = modes.length > 0 && modes.length < modeCount;
  const parts = [
    mode !== undefined && specialised && modes.includes(mode)
      ? { name: "mode", value: boosts.mode, because: mode }
      : undefined,
    once("platform", boosts.platform, signals.platforms, features.platforms),
    once("discipline", boosts.discipline, signals.disciplines, features.disciplines),
    once("model", boosts.model, signals.models, features.relatedEntities),
    once("focus entity", boosts.focusEntity, signals.focusEntities, features.relatedEntities),
    stepped(
      "topic",
      { first: boosts.topicFirst, further: boosts.topicFurther, most: boosts.topicMost },
      common(signals.topics, features.labels),
    ),
    stepped(
      "keyword",
      { first: boosts.keywordFirst, further: boosts.keywordFurther, most: boosts.keywordMost },
      common(signals.keywords, describingWords(features)),
    ),
  ].filter((part) => part !== undefined && part.value !== 0) as ScorePart[];
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const clamped = Math.min(Math.max(sum, boosts.sumLeast), boosts.sumMost);
  if (clamped === sum) return parts;
  const which = sum > clamped ? "at most" : "at least";
  return [
    ...parts,
    { name: "limit", value: clamped - sum, because: `boosts sum to ${which} ${clamped}` },
  ];
}

function once(name: string, value: number, wanted: string[], has: string[]): ScorePart | undefined {
  const found = common(wanted, has);
  return found.length > 0 ? { name, value, because: found.join(", ") } : undefined;
}

type Steps = { first: number; further: number; most: number };

function stepped(name: string, steps: Steps, found: string[]): ScorePart | undefined {
  if (found.length === 0) return undefined;
  const value = Math.min(steps.first + (found.length - 1) * steps.further, steps.most);
  return { name, value, because: found.join(", ") };
}

function common(wanted: string[], has: string[]): string[] {
  return [...new Set(wanted)].filter((value) => has.includes(value));
}

function describingWords({ title, path, summary }: Features): string[] {
  return wordsOf(`${title ?? ""} ${path} ${summary ?? ""}`);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
