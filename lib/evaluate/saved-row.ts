import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

/** What people keep under a name, shared or private. */
export type SavedTable = "saved_queries" | "saved_configurations";

const nouns: Record<SavedTable, string> = {
  saved_queries: "saved query",
  saved_configurations: "saved configuration",
};

/** SQL condition: shared rows, and this person's own. */
export function seenBy(staff: Staff, alias: string) {
  const row = sql.raw(alias);
  return sql<boolean>`(${row}.shared or ${row}.owner_id = ${staff.id}::uuid)`;
}

/** Locks one row for a change. Throws 404 for what is not there or not theirs to see, 409 for another version. */
export async function lockSaved(
  tx: Tx,
  table: SavedTable,
  { staff, id, version }: { staff: Staff; id: string; version: number },
): Promise<void> {
  const { rows } = await sql<{ version: string }>`
    select s.row_version as version from ${sql.table(`console.${table}`)} s
    where s.id = ${id} and ${seenBy(staff, "s")} for update`.execute(tx);
  if (!rows[0]) throw new AppError("not_found", `This ${nouns[table]} is not there any more.`);
  if (Number(rows[0].version) !== version)
    throw new AppError(
      "conflict",
      `Somebody else changed this ${nouns[table]} meanwhile. Look again.`,
    );
}
