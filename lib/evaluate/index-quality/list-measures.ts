import { sql } from "kysely";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { MeasureList } from "../index-measure-schemas.ts";
import { selectMeasures, toMeasure } from "./measure-row.ts";

const most = 60;

/** The last 60 measures of the index, the newest first. */
export function listMeasures(db: Db, staff: Staff): Promise<MeasureList> {
  permit(staff, "read");
  return withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const rows = await selectMeasures(
        tx,
        sql`order by m.requested_at desc, m.id desc limit ${most}`,
      );
      return { items: rows.map(toMeasure) };
    },
    { readOnly: true },
  );
}
