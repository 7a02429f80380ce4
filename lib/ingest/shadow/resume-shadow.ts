import { sql } from "kysely";
import type { Actor } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { changeShadow } from "./change-state.ts";
import { assertReachable } from "./plan-shadow.ts";
import { enqueueFilling } from "./start-shadow.ts";

/** Embeds what a set lacks: after a stop, a failure, or a change of the corpus. What was refused is tried again. */
export function resumeShadow(
  db: Db,
  actor: Actor,
  setId: string,
  requestId?: string,
): Promise<void> {
  const change = { action: "shadow.resume", from: ["resting", "failed"], to: "filling" } as const;
  return changeShadow(
    db,
    actor,
    setId,
    change,
    async (tx, { model }) => {
      assertReachable(model);
      await sql`delete from console.shadow_embeddings where set_id = ${setId} and error is not null`.execute(
        tx,
      );
      await sql`update console.shadow_sets set state = 'filling', error_message = null
        where id = ${setId}`.execute(tx);
      await enqueueFilling(tx, setId);
    },
    requestId,
  );
}
