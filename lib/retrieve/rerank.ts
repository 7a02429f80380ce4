import { archetypeBoost } from "./archetype-boost.ts";
import type { ScorePart } from "./schemas.ts";
import { wordsOf } from "./words.ts";

/** What rerank looks at in a candidate; lists are lower-case sets, names as `nameOf` makes them. */
export type Candidate = {
  chunkId: string;
  cosine: number;
  title: string | null;
  path: string;
  summary: string | null;
  primaryModes: string[];
  platforms: string[];
  disciplines: string[];
  relatedEntities: string[];
  labels: string[];
  archetypeBias: string[];
};

/** What is known of the question, from the caller's context and from its words. */
export type Signals = {
  mode?: string | undefined;
  platforms: string[];
  disciplines: string[];
  models: string[];
  focusEntities: string[];
  topics: string[];
  keywords: string[];
  archetypeWeights: Record<string, number>;
};

export type RerankSettings = {
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

export const boosts = {
  mode: 0.06,
  platform: 0.1,
  discipline: 0.06,
  model: 0.12,
  focusEntity: 0.15,
  topic: { first: 0.04, further: 0.01, most: 0.06 },
  keyword: { first: 0.03, further: 0.01, most: 0.06 },
  sum: { least: -0.1, most: 0.5 },
} as const;

/**
 * Orders candidates by cosine + boosts + archetype boost (contract, section 7). Pure; every part
 * of a score is named, and the parts with the cosine add up to it. Ties go by cosine, then id.
 */
export function rerank<T extends Candidate>(
  candidates: readonly T[],
  signals: Signals,
  settings: RerankSettings,
): Ranked<T>[] {
  const before = candidates.toSorted(
    (a, b) => b.cosine - a.cosine || compareText(a.chunkId, b.chunkId),
  );
  const scored = before.map((candidate, index) => {
    const parts = [...boostParts(candidate, signals, settings)];
    const archetype = archetypeBoost(candidate.archetypeBias, signals.archetypeWeights, settings);
    if (archetype.value !== 0) parts.push(archetype);
    const score = parts.reduce((sum, part) => sum + part.value, candidate.cosine);
    return { candidate, parts, score, rankBefore: index + 1 };
  });
  return scored
    .toSorted((a, b) => b.score - a.score || a.rankBefore - b.rankBefore)
    .map((row, index) => ({ ...row, rankAfter: index + 1 }));
}

/** The boosts of one candidate, with one more part where their sum had to be clamped. */
export function boostParts(
  candidate: Candidate,
  signals: Signals,
  { modeCount }: Pick<RerankSettings, "modeCount">,
): ScorePart[] {
  const { mode } = signals;
  const modes = candidate.primaryModes;
  const specialised = modes.length > 0 && modes.length < modeCount;
  const parts = [
    mode !== undefined && specialised && modes.includes(mode)
      ? { name: "mode", value: boosts.mode, because: mode }
      : undefined,
    once("platform", boosts.platform, signals.platforms, candidate.platforms),
    once("discipline", boosts.discipline, signals.disciplines, candidate.disciplines),
    once("model", boosts.model, signals.models, candidate.relatedEntities),
    once("focus entity", boosts.focusEntity, signals.focusEntities, candidate.relatedEntities),
    stepped("topic", boosts.topic, common(signals.topics, candidate.labels)),
    stepped("keyword", boosts.keyword, common(signals.keywords, describingWords(candidate))),
  ].filter((part) => part !== undefined);
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const clamped = Math.min(Math.max(sum, boosts.sum.least), boosts.sum.most);
  if (clamped === sum) return parts;
  return [
    ...parts,
    { name: "limit", value: clamped - sum, because: `boosts sum to at most ${clamped}` },
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

function describingWords({ title, path, summary }: Candidate): string[] {
  return wordsOf(`${title ?? ""} ${path} ${summary ?? ""}`);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
