import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#lib/db/with-role.ts";
import { env } from "#lib/env/env.ts";
import { formatCount } from "#lib/format/number.ts";
import { ProviderStop } from "./provider-error.ts";
import type { Cause } from "./purpose.ts";

/** Tokens that may be bought in a day of the console's time zone; null: no limit. */
export type Budget = { tokens: number | null; spent: number; endsAt: string };

/** The day's tokens are spent: this request was not sent, and nothing of the run is lost. */
export class BudgetSpent extends ProviderStop {
  /** What the request would have taken, and what the day has left. */
  readonly tokens: number;
  readonly left: number;
  constructor({ tokens, spent }: { tokens: number; spent: number }, wanted: number) {
    const when =
      wanted > tokens
        ? "That is more than a whole day's: the work goes on as soon as an admin raises the budget."
        : "The work goes on by itself tomorrow, or as soon as an admin raises the budget.";
    super(
      "unavailable",
      `The budget of ${formatCount(tokens)} tokens a day is spent (${formatCount(spent)} so far; the next request would take ${formatCount(wanted)}). What was embedded is kept. ${when}`,
    );
    this.tokens = wanted;
    this.left = Math.max(0, tokens - spent);
  }
}

const limitSchema = z.int().min(0).nullable().catch(null);

/** The budget of today and what every cause together has taken of it. */
export async function readBudget(tx: Tx): Promise<Budget> {
  const zone = env().CONSOLE_TIME_ZONE;
  const { rows } = await sql<{ value: unknown; spent: number; ends_at: Date }>`
    with day as (select date_trunc('day', now() at time zone ${zone}) as start)
    select (select value from console.settings where key = 'daily_token_budget') as value,
      (select coalesce(sum(c.tokens), 0)::float8 from console.provider_calls c
        where c.at >= day.start at time zone ${zone}) as spent,
      (day.start + interval '1 day') at time zone ${zone} as ends_at
    from day`.execute(tx);
  const row = rows[0];
  return {
    tokens: limitSchema.parse(row?.value ?? null),
    spent: row?.spent ?? 0,
    endsAt: (row?.ends_at ?? new Date()).toISOString(),
  };
}

// Questions of people and programs are always answered.
const held: ReadonlySet<Cause> = new Set(["run", "shadow"]);

/**
 * Throws BudgetSpent where so many more tokens would pass today's budget. Whoever books next waits for the end of this
 * transaction, so that several workers together do not pass it either.
 */
export async function assertBudget(tx: Tx, cause: Cause, wanted: number): Promise<void> {
  if (!held.has(cause)) return;
  const set = await sql`select 1 from console.settings
    where key = 'daily_token_budget' and value <> 'null'`.execute(tx);
  if (set.rows.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtextextended('console token budget', 0))`.execute(tx);
  const { tokens, spent } = await readBudget(tx);
  if (tokens !== null && spent + wanted > tokens) throw new BudgetSpent({ tokens, spent }, wanted);
}
