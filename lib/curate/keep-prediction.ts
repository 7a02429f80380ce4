import { sql } from "kysely";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import type { Effect, QueriesEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

type Part = { effect: Effect } | { queries: QueriesEffect };

/** Keeps what was predicted for a draft's changes, to stand beside what came of them. Other changes start anew. */
export async function keepPrediction(
  db: Db,
  id: string,
  changes: Changes,
  part: Part,
): Promise<void> {
  const wanted = JSON.stringify(changes);
  await withRole(db, "perazzi_curate", async (tx) => {
    await sql`update console.change_sets set touched_at = now(),
        predicted = case when predicted -> 'changes' = ${wanted}::jsonb then predicted
          else jsonb_build_object('changes', ${wanted}::jsonb) end || ${JSON.stringify(part)}::jsonb
      where id = ${id} and state = 'draft'`.execute(tx);
  });
}
