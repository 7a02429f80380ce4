import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { readModelState } from "./active-model.ts";
import { activeEmbedder } from "./choose-embedder.ts";

/** `none`: no provider is used; `unknown`: none was asked lately, or the database is away. */
export type ProviderState = "ok" | "down" | "none" | "unknown";

/** How the provider is, by the last requests that were made anyway: nobody is asked for this. Never throws. */
export async function readProviderState(db: Db): Promise<ProviderState> {
  try {
    return await withRole(db, "perazzi_read", stateIn, { timeoutMs: 2_000 });
  } catch {
    return "unknown";
  }
}

async function stateIn(tx: Tx): Promise<ProviderState> {
  if (!activeEmbedder(await readModelState(tx)).paid) return "none";
  const { rows } = await sql<{ outcome: string }>`select outcome from console.provider_calls
    where at > now() - interval '15 minutes' and outcome not in ('sent', 'stopped')
    order by at desc, id desc limit 3`.execute(tx);
  if (rows.length === 0) return "unknown";
  // A text that was refused says nothing against the provider, and one slip among good answers little.
  const good = rows.some(({ outcome }) => outcome === "answered" || outcome === "refused");
  return good ? "ok" : "down";
}
