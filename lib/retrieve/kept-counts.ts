import { env } from "#lib/env/env.ts";
import type { Filter } from "./filter.ts";

type Counted = { version: string; at: number; count: number };

const counted = new Map<string, Counted>();
const most = 200;
// Dates pass without a write; while a run writes, an estimate of seconds ago is good enough for a plan.
const sameVersionMs = 60_000;
const anyVersionMs = 5_000;

/**
 * How many chunks a filter keeps, from this process's memory where that is fresh: counting takes longer than
 * searching an index. A version of null is never remembered.
 */
export async function keptCounts(
  filter: Filter,
  { version, upTo }: { version: string | null; upTo: number },
  count: () => Promise<number>,
  now: () => number = Date.now,
): Promise<number> {
  if (version === null || filter.asOf !== null) return count();
  const key = keyOf(filter, upTo);
  const known = counted.get(key);
  const age = known ? now() - known.at : Number.POSITIVE_INFINITY;
  if (known && (age < anyVersionMs || (age < sameVersionMs && known.version === version)))
    return known.count;
  const fresh = { version, at: now(), count: await count() };
  counted.delete(key);
  counted.set(key, fresh);
  const oldest = counted.keys().next().value;
  if (counted.size > most && oldest !== undefined) counted.delete(oldest);
  return fresh.count;
}

/** Everything that decides what is kept, and how far it was counted. */
function keyOf({ configuration, model, pricingCategories, ceiling }: Filter, upTo: number): string {
  const { rules, includePricingLists, visibility, confidentiality, filters } = configuration;
  return JSON.stringify([
    env().readUrl,
    model,
    pricingCategories,
    ceiling,
    [rules, includePricingLists, visibility, confidentiality, filters, upTo],
  ]);
}
