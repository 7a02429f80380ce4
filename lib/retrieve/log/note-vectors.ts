import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { LoggedCall } from "./logged-call.ts";

/** Notes on the tokens of programs that sent vectors when they did last, to the minute, and of which model if known. */
export async function noteVectors(tx: Tx, calls: LoggedCall[]): Promise<void> {
  const models = new Map<string, string | null>();
  for (const { caller, withVector, result } of calls)
    if (caller.origin === "api" && withVector)
      models.set(caller.tokenId, result?.model ?? models.get(caller.tokenId) ?? null);
  if (models.size === 0) return;
  // Locked in one order: several processes write at the same time.
  await sql`with sent as (
      select t.id, s.model from console.api_tokens t
        join unnest(${[...models.keys()]}::uuid[], ${[...models.values()]}::text[]) as s (id, model) on s.id = t.id
      where t.last_vector_at is null or t.last_vector_at < now() - interval '1 minute'
        or s.model <> coalesce(t.last_vector_model, '')
      order by t.id for no key update of t
    )
    update console.api_tokens t set last_vector_at = now(), last_vector_model = coalesce(sent.model, t.last_vector_model)
    from sent where t.id = sent.id`.execute(tx);
}
