import type { ScorePart } from "./result-schemas.ts";

type Settings = { archetypeK: number; archetypeConfidenceMin: number; archetypeCount: number };

const most = 0.15;

/**
 * `K × alignment × specialisation × confidence`, at most 0.15 (contract, section 7). Weights are
 * made to sum to 1. Zero for a neutral chunk (no bias, or all archetypes) and for a flat profile.
 */
export function archetypeBoost(
  bias: readonly string[],
  weights: Readonly<Record<string, number>>,
  { archetypeK, archetypeConfidenceMin, archetypeCount }: Settings,
): ScorePart {
  const total = Object.values(weights).reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  const none = { name: "archetype", value: 0, because: "neutral" };
  if (total <= 0 || bias.length === 0 || bias.length >= archetypeCount) return none;
  const share = (name: string) => Math.max(weights[name] ?? 0, 0) / total;
  const alignment = bias.reduce((sum, name) => sum + share(name), 0);
  const specialisation = 1 - bias.length / archetypeCount;
  const [first = 0, second = 0] = Object.keys(weights)
    .map(share)
    .toSorted((a, b) => b - a);
  const confidence = Math.min(Math.max((first - second) / archetypeConfidenceMin, 0), 1);
  const value = Math.min(archetypeK * alignment * specialisation * confidence, most);
  return {
    name: "archetype",
    value,
    because: `alignment ${alignment.toFixed(2)} × specialisation ${specialisation.toFixed(2)} × confidence ${confidence.toFixed(2)}`,
  };
}
