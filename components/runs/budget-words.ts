import { formatCount } from "#lib/format/number.ts";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";
import type { ShadowPlan } from "#lib/ingest/shadow-schemas.ts";

const warnFrom = 0.8;

/** What to warn of where today's token budget is nearly spent, or smaller than what this run has still to buy. Pure. */
export function budgetWords({ run, budget }: Pick<RunProgress, "run" | "budget">): string | null {
  if (run.heldBy || hasEnded(run.state)) return null;
  return wordsOf(budget, "run", Math.max(0, run.planned.tokens - run.tokens));
}

/** The same of a set of vectors before it is begun; one that nobody is paid for takes nothing. Pure. */
export function setBudgetWords({ paid, tokens, budget }: ShadowPlan): string | null {
  return paid && tokens > 0 ? wordsOf(budget, "set", tokens) : null;
}

function wordsOf(
  { tokens, spent }: RunProgress["budget"],
  what: "run" | "set",
  wanted: number,
): string | null {
  if (tokens === null) return null;
  const left = Math.max(0, tokens - spent);
  const said = `${formatCount(spent)} of today's ${formatCount(tokens)} tokens are spent.`;
  if (wanted > left)
    return `${said} This ${what} needs ${formatCount(wanted)} more: it will stand still after about ${formatCount(left)}, lose nothing, and go on tomorrow or when the budget is raised.`;
  if (spent < tokens * warnFrom) return null;
  return `${said} At the limit ${what}s stand still until tomorrow; questions are still answered.`;
}
