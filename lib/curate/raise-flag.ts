import { sql } from "kysely";
import type { z } from "zod";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { raiseFlagSchema } from "#lib/corpus/flag-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { loadRows } from "./rows.ts";

/** Anybody's note on a document or chunk. "Please re-ingest" is for the admins. Returns the flag's id. */
export function raiseFlag(
  db: Db,
  { subject, id, kind, note }: z.output<typeof raiseFlagSchema>,
  staff: Staff,
  requestId: string,
): Promise<{ id: string }> {
  permit(staff, "read");
  return withRole(db, "perazzi_curate", async (tx) => {
    const row = (await loadRows(tx, subject, [id], viewerOf(staff))).get(id);
    if (!row) throw new AppError("not_found", `There is no such ${subject}.`);
    const document =
      subject === "document"
        ? sql`${id}::uuid`
        : sql`(select document_id from ${baseTables().chunks} where id = ${id})`;
    const { rows } = await sql<{ id: string }>`
      insert into console.flags (subject_type, subject_id, document_id, label, kind, note, created_by, created_by_label)
      values (${subject}, ${id}, ${document}, ${row.label}, ${kind}, ${note}, ${staff.userId}::uuid, ${staff.email})
      returning id`.execute(tx);
    const flag = rows[0]?.id ?? "";
    await recordAudit(tx, {
      actor: staff,
      action: "flag.raise",
      subjectType: subject,
      subjectId: id,
      subjectLabel: row.label,
      changes: { flag: { from: null, to: kind } },
      reason: note,
      requestId,
    });
    return { id: flag };
  });
}
