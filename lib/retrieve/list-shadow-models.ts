import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";

const most = 20;

/** Models whose vectors stand beside the served ones, so that a lane can compare with them. */
export function listShadowModels(db: Db): Promise<string[]> {
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<{ model: string }>`
      select model from console.shadow_sets order by created_at, id limit ${most}`.execute(tx);
    return rows.map(({ model }) => model);
  });
}
