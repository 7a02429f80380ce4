import { sql } from "kysely";
import { type Db, database } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Outgoing } from "#lib/guardrail/egress.ts";
import { logger } from "#lib/logger/logger.ts";
import { assertBudget } from "./budget.ts";
import { costOf, readPrice } from "./prices.ts";
import type { Purpose } from "./purpose.ts";

/** How a request ended. Only what was, or may have been, charged costs something. */
export type CallEnd = {
  outcome:
    | "answered"
    | "broken answer"
    | "rate limited"
    | "quota spent"
    | "refused"
    | "not allowed"
    | "provider error"
    | "no answer"
    | "stopped";
  /** As the provider says, or as counted before where it said nothing and may have charged. */
  tokens: number;
  durationMs: number;
  httpStatus?: number | undefined;
};

export type NewCall = { purpose: Purpose; model: string; texts: Outgoing[]; tokens: number };

/** A request that was booked and has left; `settle` returns its cost in US dollars. */
export type OpenCall = { settle(end: CallEnd): Promise<number> };

export type Ledger = (call: NewCall) => Promise<OpenCall>;

/**
 * Books each request to a provider in console.provider_calls: before it leaves, and how it ended. Throws BudgetSpent,
 * and books nothing, where a run has no tokens left today.
 */
export function databaseLedger(db: Db = database()): Ledger {
  return async ({ purpose, model, texts, tokens }) => {
    const { cause, runId = null, actor, apiTokenId = null } = purpose;
    const { id, perMillion } = await withRole(db, "perazzi_console", async (tx) => {
      await assertBudget(tx, cause, tokens);
      const { perMillion } = await readPrice(tx, model);
      const { rows } = await sql<{ id: string }>`
        insert into console.provider_calls (cause, run_id, actor_id, actor_label, api_token_id, model, inputs, tokens,
          price_per_million, cost)
        values (${cause}, ${runId}, ${actor?.id ?? null}, ${actor?.label ?? null}, ${apiTokenId}, ${model},
          ${texts.length}, ${tokens}, ${perMillion}, ${costOf(tokens, perMillion)})
        returning id`.execute(tx);
      const id = rows[0]?.id ?? "";
      const sources = [...Map.groupBy(texts, ({ source }) => source?.path)].flatMap(([path, of]) =>
        path ? [{ path, document: of[0]?.source?.documentId ?? null, inputs: of.length }] : [],
      );
      if (sources.length > 0)
        await sql`insert into console.provider_call_documents (call_id, path, document_id, inputs)
          select ${id}, t.* from unnest(${sources.map((one) => one.path)}::text[],
            ${sources.map((one) => one.document)}::uuid[], ${sources.map((one) => one.inputs)}::int[]) t`.execute(
          tx,
        );
      return { id, perMillion };
    });
    return {
      async settle({ outcome, tokens, durationMs, httpStatus = null }) {
        const cost = costOf(tokens, perMillion);
        // What was paid for is not thrown away over the books: the request stays booked as sent, at its estimate.
        await withRole(db, "perazzi_console", (tx) =>
          sql`update console.provider_calls set outcome = ${outcome}, tokens = ${tokens},
            cost = ${cost}, duration_ms = ${Math.round(durationMs)}, http_status = ${httpStatus} where id = ${id}`.execute(
            tx,
          ),
        ).catch((error: unknown) =>
          logger.error({ err: error, call: id, outcome }, "how a request ended was not booked"),
        );
        return cost;
      },
    };
  };
}
