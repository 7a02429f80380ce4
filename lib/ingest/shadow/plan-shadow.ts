import { sql } from "kysely";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readActiveModel } from "#lib/embed/active-model.ts";
import { readBudget } from "#lib/embed/budget.ts";
import { embedderOf } from "#lib/embed/choose-embedder.ts";
import { costOf, readPrice } from "#lib/embed/prices.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { ShadowPlan } from "../shadow-schemas.ts";
import { chunkTokens, wantedChunks } from "./wanted-chunks.ts";

/** What embedding every chunk by another model would buy. Asks no provider and writes nothing. */
export function planShadow(db: Db, actor: Actor, model: string): Promise<ShadowPlan> {
  permit(actor, "settings.manage");
  assertReachable(model);
  return withRole(db, "perazzi_read", async (tx) => {
    if ((await readActiveModel(tx)) === model)
      throw new AppError("conflict", `${model} is the active model: its vectors are served now.`);
    const { rows } = await sql<{ chunks: number; tokens: number }>`
      select count(*)::int as chunks, coalesce(sum(${chunkTokens}), 0)::float8 as tokens
      from ${wantedChunks()}`.execute(tx);
    const { chunks = 0, tokens = 0 } = rows[0] ?? {};
    const { perMillion, since } = await readPrice(tx, model);
    const paid = embedderOf(model).paid;
    const price = paid ? { perMillion, since } : { perMillion: 0, since: null };
    const cost = costOf(tokens, price.perMillion);
    return { model, chunks, tokens, paid, ...price, cost, budget: await readBudget(tx) };
  });
}

/** Throws invalid where this installation has no way to the model: said before anything is made. */
export function assertReachable(model: string): void {
  try {
    embedderOf(model);
  } catch (error) {
    const message = `There is no way to ${model}: it needs OPENAI_API_KEY or OPENAI_BASE_URL, for web and workers. Nothing was started.`;
    throw new AppError("invalid", message, { fields: { model: message }, cause: error });
  }
}
