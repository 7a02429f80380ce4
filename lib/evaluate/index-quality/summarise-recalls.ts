import type { RecallStep } from "../index-measure-schemas.ts";
import { mean, percentile } from "../metrics.ts";

export type RecallSummary = { mean: number | null; p5: number | null; perfect: number };

/** Mean, 5th percentile and how many are complete; null where nothing was measured. Recalls 0 … 1. Pure. */
export function summariseRecalls(recalls: readonly number[]): RecallSummary {
  if (recalls.length === 0) return { mean: null, p5: null, perfect: 0 };
  return {
    mean: mean(recalls),
    p5: percentile(recalls, 0.05),
    perfect: recalls.filter((one) => one >= 1).length,
  };
}

const steps = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** How many recalls lie in each step, from the worst to the complete ones. Pure. */
export function recallSteps(recalls: readonly number[]): RecallStep[] {
  return steps.map((from, index) => {
    const below = steps[index + 1] ?? Number.POSITIVE_INFINITY;
    return { from, questions: recalls.filter((one) => one >= from && one < below).length };
  });
}
