import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import {
  type ConfigurationRecord,
  configurationColumns,
  nameTaken,
  toConfiguration,
} from "./configuration-row.ts";
import { lockSaved } from "./saved-row.ts";
import {
  type ConfigurationInput,
  configurationInputSchema,
  type SavedConfiguration,
} from "./schemas.ts";

type Change = { id: string; version: number; input: ConfigurationInput };

/** Writes a saved configuration anew; only its owner makes it private. */
export async function changeConfiguration(
  db: Db,
  staff: Staff,
  { id, version, input }: Change,
  requestId?: string,
): Promise<SavedConfiguration> {
  permit(staff, "queries.save");
  const { name, note, settings, shared } = configurationInputSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    await lockSaved(tx, "saved_configurations", { staff, id, version });
    const before = await read(id);
    if (!shared && !before.mine)
      throw new AppError("forbidden", "Only its owner can make a configuration private.");
    await sql`update console.saved_configurations set name = ${name}, note = ${note},
      settings = ${JSON.stringify(settings)}::jsonb, shared = ${shared}, updated_at = now()
      where id = ${id}`.execute(tx);
    await recordAudit(tx, {
      actor: staff,
      action: "configuration.change",
      subjectType: "configuration",
      subjectId: id,
      subjectLabel: name,
      changes: {
        name: { from: before.name, to: name },
        note: { from: before.note, to: note },
        settings: { from: before.settings, to: settings },
        shared: { from: before.shared, to: shared },
      },
      requestId: requestId ?? null,
    });
    return read(id);

    async function read(wanted: string): Promise<SavedConfiguration> {
      const { rows } = await sql<ConfigurationRecord>`select ${configurationColumns}
        from console.saved_configurations s where s.id = ${wanted}`.execute(tx);
      const [row] = rows.map((one) => toConfiguration(one, staff));
      if (!row) throw new Error("a locked row is there");
      return row;
    }
  }).catch((error) => Promise.reject(nameTaken(error, name)));
}
