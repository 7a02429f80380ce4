import { formatCost, formatCount, plural } from "#lib/format/number.ts";
import type { ShadowPlan, ShadowSet } from "#lib/ingest/shadow-schemas.ts";

/** ", at most $0.12" behind something to be bought; nothing where it costs nothing, or nobody knows the price. */
export function atMost(cost: number, between = ", "): string {
  return cost === 0 ? "" : `${between}at most ${formatCost(cost)}`;
}

/** What a set costs, from a price and its date. */
export function planWords({ chunks, tokens, paid, perMillion, since, cost }: ShadowPlan): string {
  const size = `${plural(chunks, "chunk")}, ${plural(tokens, "token")}`;
  if (!paid) return `${size}. This model works here and costs nothing.`;
  if (perMillion === 0 && since === null)
    return `${size}. No price is known for this model here: set one under the limits of runs.`;
  const price = `$${perMillion} a million tokens${since ? ` (since ${since})` : ""}`;
  return `${size}: about ${formatCost(cost)}, at ${price}.`;
}

/** The state of a set in one word that has a look, and in a sentence. */
export function stateOf(set: ShadowSet): { chip: string; label: string; sentence: string } {
  const { wanted, covered, failed } = set.coverage;
  const left = wanted - covered;
  const has = `${formatCount(covered)} of ${formatCount(wanted)} chunks have a vector`;
  if (set.held)
    return { chip: "waiting for approval", label: "waiting for the budget", sentence: `${has}.` };
  if (set.state === "filling")
    return { chip: "running", label: "embedding", sentence: `${has}. It gives way to runs.` };
  if (set.state === "promoting")
    return {
      chip: "running",
      label: "promoting",
      sentence:
        "A worker exchanges the vectors in one step. Readers see the former ones until then.",
    };
  if (set.state === "failed") return { chip: "failed", label: "failed", sentence: `${has}.` };
  if (set.complete)
    return {
      chip: "active",
      label: set.servedUntil ? "kept, complete" : "complete",
      sentence: `All ${plural(wanted, "chunk")} ${wanted === 1 ? "has" : "have"} a vector.`,
    };
  return {
    chip: "stale",
    label: "incomplete",
    sentence: `${has}; ${plural(left, "chunk")} ${left === 1 ? "is" : "are"} new, changed or not done yet${failed > 0 ? `, ${formatCount(failed)} of them refused by the model` : ""}.`,
  };
}

/** The lab with the active model beside this one. */
export function compareHref(model: string): string {
  const lane = `copy~${JSON.stringify({ model })}`;
  return `/retrieval?${new URLSearchParams([
    ["lane", "production"],
    ["lane", lane],
  ])}`;
}
