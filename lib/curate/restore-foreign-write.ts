import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

type Write = {
  relation: "documents" | "chunks";
  row_id: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
};

/**
 * Puts back what other software overwrote. An admin's, because what stood before may be looser. Throws not_found, and
 * conflict where a field was changed again since.
 */
export function restoreForeignWrite(
  db: Db,
  staff: Staff,
  id: number,
  requestId?: string,
): Promise<void> {
  permit(staff, "loosen");
  return withRole(db, "perazzi_curate", async (tx) => {
    const { rows } =
      await sql<Write>`update console.foreign_writes set restored_at = now(), restored_by = ${staff.email}
      where id = ${id} and restored_at is null and kept_at is null and kind = 'metadata'
      returning relation, row_id, before, after`.execute(tx);
    const write = rows[0];
    if (!write)
      throw new AppError(
        "not_found",
        "There is no such change of fields, or it was restored before. Texts are mended by the next run.",
      );
    const table = baseTables()[write.relation];
    const sets = Object.keys(write.before).map(
      (name) => sql`${sql.ref(name)} = o.${sql.ref(name)}`,
    );
    const restored = await sql`update ${table} t set ${sql.join(sets)}
      from jsonb_populate_record(null::${table}, ${JSON.stringify(write.before)}::jsonb) o
      where t.id = ${write.row_id} and to_jsonb(t) @> ${JSON.stringify(write.after)}::jsonb returning t.id`.execute(
      tx,
    );
    if (restored.rows.length === 0)
      throw new AppError(
        "conflict",
        "Somebody changed this again since, or it is gone: nothing was restored. Edit the row itself.",
      );
    await recordAudit(tx, {
      actor: staff,
      action: `${write.relation === "documents" ? "document" : "chunk"}.restore`,
      subjectType: write.relation === "documents" ? "document" : "chunk",
      subjectId: write.row_id,
      changes: Object.fromEntries(
        Object.keys(write.before).map((name) => [
          name,
          { from: write.after[name], to: write.before[name] },
        ]),
      ),
      reason: "Other software had overwritten it.",
      requestId: requestId ?? null,
    });
  });
}
