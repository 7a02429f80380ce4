import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Settled } from "#lib/corpus/foreign-write-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { mayKnow } from "./foreign-writes.ts";
import { restoreForeignWrite } from "./restore-foreign-write.ts";

type Asked = { how: "restore" | "keep"; ids: number[] };

/**
 * Decides on what other software wrote: puts the former values back (an admin's, the newest write first, each by
 * itself) or lets the new ones stand. What cannot be is left, with the reason.
 */
export async function settleForeignWrites(
  db: Db,
  { how, ids }: Asked,
  staff: Staff,
  requestId: string,
): Promise<Settled> {
  permit(staff, how === "restore" ? "loosen" : "documents.edit");
  const result: Settled = { settled: 0, left: [] };
  for (const id of [...new Set(ids)].sort((a, b) => b - a)) {
    try {
      if (how === "restore") await restoreForeignWrite(db, staff, id, requestId);
      else await keepForeignWrite(db, staff, id, requestId);
      result.settled += 1;
    } catch (error) {
      if (!(error instanceof AppError) || !["not_found", "conflict"].includes(error.code))
        throw error;
      result.left.push({ id, why: error.message });
    }
  }
  return result;
}

function keepForeignWrite(db: Db, staff: Staff, id: number, requestId: string): Promise<void> {
  return withRole(db, "perazzi_curate", async (tx) => {
    const { rows } = await sql<{ relation: string; rowId: string; path: string; fields: string[] }>`
      update console.foreign_writes w set kept_at = now(), kept_by = ${staff.email}
      from ${baseTables().documents} d, console.foreign_writes f
        left join ${baseTables().chunks} c on f.relation = 'chunks' and c.id = f.row_id
      where w.id = ${id} and f.id = w.id and w.restored_at is null and w.kept_at is null and w.kind = 'metadata'
        and d.id = w.document_id and ${mayKnow(viewerOf(staff))}
      returning w.relation, w.row_id as "rowId", d.path,
        (select jsonb_agg(k order by k) from jsonb_object_keys(w.after) k) as fields`.execute(tx);
    const write = rows[0];
    if (!write)
      throw new AppError(
        "not_found",
        "There is no such change of fields, or somebody decided on it before. Texts are mended by the next run.",
      );
    const subjectType = write.relation === "documents" ? "document" : "chunk";
    await recordAudit(tx, {
      actor: staff,
      action: `${subjectType}.keep`,
      subjectType,
      subjectId: write.rowId,
      subjectLabel: write.path,
      changes: {
        "written by another program": { from: "open", to: `kept: ${write.fields.join(", ")}` },
      },
      requestId,
    });
  });
}
