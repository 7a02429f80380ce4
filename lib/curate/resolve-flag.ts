import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { can, permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { visibleFlags } from "./list-flags.ts";

type StoredFlag = {
  subject: string;
  subjectId: string;
  label: string;
  kind: string;
  by: string | null;
};

/** Sets a flag aside: by who edits, or by who raised it, where they may see what it is on. Throws conflict where somebody was faster. */
export function resolveFlag(
  db: Db,
  id: string,
  resolution: string | undefined,
  { staff, requestId }: { staff: Staff; requestId: string },
): Promise<void> {
  permit(staff, "read");
  return withRole(db, "perazzi_curate", async (tx) => {
    const found =
      await sql<StoredFlag>`select f.subject_type as subject, f.subject_id as "subjectId", f.label, f.kind, f.created_by as by
      from ${visibleFlags(viewerOf(staff))} and f.id = ${id}`.execute(tx);
    const flag = found.rows[0];
    if (!flag) throw new AppError("not_found", "There is no such flag.");
    if (!can(staff.role, "documents.edit") && flag.by !== staff.userId)
      throw new AppError("forbidden", `Your role, ${staff.role}, resolves only flags of your own.`);
    const { numAffectedRows } =
      await sql`update console.flags set resolved_at = now(), resolved_by_label = ${staff.email},
      resolution = ${resolution || null} where id = ${id} and resolved_at is null`.execute(tx);
    if (Number(numAffectedRows ?? 0) === 0)
      throw new AppError("conflict", "Somebody resolved this flag already.");
    await recordAudit(tx, {
      actor: staff,
      action: "flag.resolve",
      subjectType: flag.subject,
      subjectId: flag.subjectId,
      subjectLabel: flag.label,
      changes: { flag: { from: flag.kind, to: null } },
      reason: resolution || null,
      requestId,
    });
  });
}
