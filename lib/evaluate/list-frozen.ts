import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { FrozenRow } from "./schemas.ts";

const most = 100;

/** The last 100 frozen results: whose, when, which lanes. */
export async function listFrozen(db: Db, staff: Staff): Promise<FrozenRow[]> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<Omit<FrozenRow, "at"> & { at: Date }>`
        select id, title, query, created_by_label as by, created_at as at,
          greatest(console.corpus_version() - coalesce(corpus_state->>'version', '0')::bigint, 0)::int as "writesSince",
          (select array_agg(lane->>'name' order by place)
            from jsonb_array_elements(lanes) with ordinality as l (lane, place)) as lanes
        from console.frozen_results order by created_at desc, id desc limit ${most}`.execute(tx);
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },
    { readOnly: true },
  );
}
