import { sql } from "kysely";
import type { Actor } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { changeShadow } from "./change-state.ts";

/** Stops filling a set, between two batches; what is there stays, and it can be gone on with. */
export function stopShadow(db: Db, actor: Actor, setId: string, requestId?: string): Promise<void> {
  const change = { action: "shadow.stop", from: ["filling"], to: "resting" } as const;
  return changeShadow(
    db,
    actor,
    setId,
    change,
    async (tx) => {
      await sql`update console.shadow_sets set state = 'resting', held_tokens = null, error_message = null
        where id = ${setId}`.execute(tx);
    },
    requestId,
  );
}
