import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { lockSaved, type SavedTable } from "./saved-row.ts";

type Removal = { table: SavedTable; id: string; version: number };

const subjects: Record<SavedTable, string> = {
  saved_queries: "query",
  saved_configurations: "configuration",
};

/** Takes away a saved query or configuration; what it was, and who may read that, stands in the audit log. */
export async function removeSaved(
  db: Db,
  staff: Staff,
  { table, id, version }: Removal,
  requestId?: string,
): Promise<void> {
  permit(staff, "queries.save");
  await withRole(db, "perazzi_console", async (tx) => {
    await lockSaved(tx, table, { staff, id, version });
    const { rows } = await sql<{ name: string; whole: unknown }>`
      delete from ${sql.table(`console.${table}`)} s where s.id = ${id}
      returning s.name, to_jsonb(s) as whole`.execute(tx);
    await recordAudit(tx, {
      actor: staff,
      action: `${subjects[table]}.remove`,
      subjectType: subjects[table],
      subjectId: id,
      subjectLabel: rows[0]?.name ?? null,
      changes: { row: { from: rows[0]?.whole, to: null } },
      requestId: requestId ?? null,
    });
  });
}
