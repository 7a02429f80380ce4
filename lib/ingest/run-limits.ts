import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readActiveModel } from "#lib/embed/active-model.ts";
import { listPrices, modelPricesSchema } from "#lib/embed/prices.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type RunLimits, runLimitsSchema, tokensToTypeDefault } from "./run-limits-schemas.ts";

const keys = {
  dailyTokens: "daily_token_budget",
  tokensToType: "run_tokens_to_type",
  prices: "model_prices",
} as const;

/** What runs may cost: the day's budget, from how many tokens on their number is typed, and prices of one's own. */
export async function readRunLimits(tx: Tx): Promise<RunLimits> {
  const { rows } = await sql<{
    key: string;
    value: unknown;
  }>`select key, value from console.settings
    where key = any(${Object.values(keys)}::text[])`.execute(tx);
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const { dailyTokens, tokensToType } = runLimitsSchema.shape;
  return {
    dailyTokens: dailyTokens.catch(null).parse(stored.get(keys.dailyTokens) ?? null),
    tokensToType: tokensToType
      .catch(tokensToTypeDefault)
      .parse(stored.get(keys.tokensToType) ?? tokensToTypeDefault),
    prices: modelPricesSchema.catch({}).parse(stored.get(keys.prices) ?? {}),
  };
}

/** Grows with every change of one of the limits, whoever writes it. */
async function readVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select coalesce(sum(row_version), 0)::float8 as version
    from console.settings where key = any(${Object.values(keys)}::text[])`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** The limits and their version, the prices that hold without an own one, and the model in use: for the form. */
export function readRunLimitsForm(db: Db) {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => ({
      limits: await readRunLimits(tx),
      version: await readVersion(tx),
      listPrices,
      activeModel: (await readActiveModel(tx)) ?? null,
    }),
    { readOnly: true },
  );
}

/**
 * Changes the limits, from the next request on; a run that stood still for the budget goes on by itself. Throws
 * conflict where they are not of this version any more.
 */
export async function changeRunLimits(
  db: Db,
  actor: Actor,
  { version, limits }: { version: number; limits: RunLimits },
  requestId?: string,
): Promise<{ limits: RunLimits; version: number }> {
  permit(actor, "settings.manage");
  const to = runLimitsSchema.parse(limits);
  return withRole(db, "perazzi_console", async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('console run limits', 0))`.execute(tx);
    if ((await readVersion(tx)) !== version)
      throw new AppError(
        "conflict",
        "These limits have been changed since you read them. Nothing was changed; look at them again.",
      );
    const from = await readRunLimits(tx);
    const names = Object.keys(keys) as (keyof typeof keys)[];
    const by = "userId" in actor ? actor.userId : null;
    for (const name of names)
      await sql`insert into console.settings (key, value, updated_by)
        values (${keys[name]}, ${JSON.stringify(to[name])}::jsonb, ${by}::uuid)
        on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by
        where settings.value <> excluded.value`.execute(tx);
    await recordAudit(tx, {
      actor,
      action: "settings.runs",
      subjectType: "setting",
      subjectId: "runs",
      subjectLabel: "What runs may cost",
      changes: Object.fromEntries(names.map((name) => [name, { from: from[name], to: to[name] }])),
      requestId: requestId ?? null,
    });
    return { limits: to, version: await readVersion(tx) };
  });
}
