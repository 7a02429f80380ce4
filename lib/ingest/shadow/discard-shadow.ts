import { sql } from "kysely";
import type { Actor } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { changeShadow } from "./change-state.ts";

/** Throws a set away. What was bought stays in the cache of vectors: making the set again costs nothing. */
export function discardShadow(
  db: Db,
  actor: Actor,
  setId: string,
  requestId?: string,
): Promise<void> {
  const change = {
    action: "shadow.discard",
    from: ["filling", "resting", "failed"],
    to: "thrown away",
  } as const;
  return changeShadow(
    db,
    actor,
    setId,
    change,
    async (tx) => {
      await sql`delete from console.shadow_sets where id = ${setId}`.execute(tx);
    },
    requestId,
  );
}
