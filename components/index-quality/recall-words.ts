import type { Measure, RecallStep } from "#lib/evaluate/index-measure-schemas.ts";

/** 0.9731 as "97.3 %"; a recall is never rounded up to complete. */
export function recallWords(recall: number | null): string {
  if (recall === null) return "–";
  return `${(recall >= 1 ? 100 : Math.floor(recall * 1_000) / 10).toFixed(1)} %`;
}

/** "90 to below 100 %". */
export function stepWords({ from }: RecallStep, next: RecallStep | undefined): string {
  if (!next) return "100 %";
  return `${Math.round(from * 100)} to below ${Math.round(next.from * 100)} %`;
}

/** How a measure stands, in one line. */
export function stateWords({ state, done, planned, errorMessage }: Measure): string {
  if (state === "waiting") return "waits for a worker";
  if (state === "running") return `${done} of ${planned} questions measured`;
  if (state === "failed") return `failed: ${errorMessage}`;
  return "finished";
}
