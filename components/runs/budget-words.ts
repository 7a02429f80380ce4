import { formatCount } from "#lib/format/number.ts";
import { hasEnded, type RunProgress } from "#lib/ingest/runs-schemas.ts";

const warnFrom = 0.8;

/** What to warn of where today's token budget is nearly spent, or smaller than what this run has still to buy. Pure. */
export function budgetWords({ run, budget }: Pick<RunProgress, "run" | "budget">): string | null {
  const { tokens, spent } = budget;
  if (tokens === null || run.heldBy || hasEnded(run.state)) return null;
  const left = Math.max(0, tokens - spent);
  const wanted = Math.max(0, run.planned.tokens - run.tokens);
  const said = `${formatCount(spent)} of today's ${formatCount(tokens)} tokens are spent.`;
  if (wanted > left)
    return `${said} This run needs ${formatCount(wanted)} more: it will stand still after about ${formatCount(left)}, lose nothing, and go on tomorrow or when the budget is raised.`;
  if (spent < tokens * warnFrom) return null;
  return `${said} At the limit runs stand still until tomorrow; questions are still answered.`;
}
