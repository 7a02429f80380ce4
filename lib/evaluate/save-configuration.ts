import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import {
  type ConfigurationRecord,
  configurationColumns,
  nameTaken,
  toConfiguration,
} from "./configuration-row.ts";
import {
  type ConfigurationInput,
  configurationInputSchema,
  type SavedConfiguration,
} from "./schemas.ts";

/** Keeps a configuration under a name. Production's own can not be saved over: it is no row. */
export async function saveConfiguration(
  db: Db,
  staff: Staff,
  input: ConfigurationInput,
  requestId?: string,
): Promise<SavedConfiguration> {
  permit(staff, "queries.save");
  const { name, note, settings, shared } = configurationInputSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    const { rows } = await sql<ConfigurationRecord>`
      insert into console.saved_configurations as s (name, note, settings, shared, owner_id, owner_label)
      values (${name}, ${note}, ${JSON.stringify(settings)}::jsonb, ${shared}, ${staff.id}, ${staff.email})
      returning ${configurationColumns}`.execute(tx);
    const [saved] = rows.map((row) => toConfiguration(row, staff));
    if (!saved) throw new Error("an insert with returning gives a row");
    await recordAudit(tx, {
      actor: staff,
      action: "configuration.save",
      subjectType: "configuration",
      subjectId: saved.id,
      subjectLabel: name,
      changes: { settings: { from: null, to: settings } },
      requestId: requestId ?? null,
    });
    return saved;
  }).catch((error) => Promise.reject(nameTaken(error, name)));
}
