import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { selectQuery } from "./query-row.ts";
import { seenBy } from "./saved-row.ts";
import type { SavedQuery } from "./schemas.ts";

/** One saved query, or undefined where it is gone or not theirs to see. */
export function readQuery(db: Db, staff: Staff, id: string): Promise<SavedQuery | undefined> {
  return withRole(
    db,
    "perazzi_console",
    (tx) => selectQuery(tx, sql`s.id = ${id} and ${seenBy(staff, "s")}`, staff),
    { readOnly: true },
  );
}
