import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import {
  type ConfigurationRecord,
  configurationColumns,
  toConfiguration,
} from "./configuration-row.ts";
import { seenBy } from "./saved-row.ts";
import type { SavedConfiguration } from "./schemas.ts";

const most = 200;

/** The configurations that this person may use, by name, at most 200. */
export async function listConfigurations(db: Db, staff: Staff): Promise<SavedConfiguration[]> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { rows } = await sql<ConfigurationRecord>`select ${configurationColumns}
        from console.saved_configurations s where ${seenBy(staff, "s")}
        order by lower(s.name), s.id limit ${most}`.execute(tx);
      return rows.map((row) => toConfiguration(row, staff));
    },
    { readOnly: true },
  );
}
