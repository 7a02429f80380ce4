import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { ShadowState } from "../shadow-schemas.ts";

/** Ends work on a set that could not be done: an admin reads why on the page, and may go on from there. */
export async function failShadow(
  db: Db,
  setId: string,
  { during, to, message }: { during: ShadowState; to: ShadowState; message: string },
): Promise<void> {
  await withRole(db, "perazzi_ingest", (tx) =>
    sql`update console.shadow_sets set state = ${to}, error_message = ${message}
      where id = ${setId} and state = ${during}`.execute(tx),
  );
}
