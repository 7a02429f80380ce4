import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type LogSettings, logSettingsSchema } from "../log-schemas.ts";

/** The settings in force: without a stored value, or with one that nobody understands, the defaults. */
export async function logSettingsIn(tx: Tx): Promise<LogSettings> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'retrieval_log'`.execute(tx);
  return logSettingsSchema.catch(logSettingsSchema.parse({})).parse(rows[0]?.value ?? {});
}

export function readLogSettings(db: Db): Promise<LogSettings> {
  return withRole(db, "perazzi_console", logSettingsIn, { readOnly: true });
}

/** Changes what is logged, from the next call on. What was logged before stays until its time is over. */
export async function changeLogSettings(
  db: Db,
  actor: Actor,
  input: LogSettings,
  requestId?: string,
): Promise<LogSettings> {
  permit(actor, "settings.manage");
  const to = logSettingsSchema.parse(input);
  return withRole(db, "perazzi_console", async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('console setting retrieval_log', 0))`.execute(
      tx,
    );
    const from = await logSettingsIn(tx);
    await sql`insert into console.settings (key, value, updated_by)
      values ('retrieval_log', ${JSON.stringify(to)}::jsonb, ${"userId" in actor ? actor.userId : null}::uuid)
      on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`.execute(
      tx,
    );
    const names = Object.keys(to) as (keyof LogSettings)[];
    await recordAudit(tx, {
      actor,
      action: "settings.retrieval-log",
      subjectType: "setting",
      subjectId: "retrieval_log",
      subjectLabel: "Retrieval log",
      changes: Object.fromEntries(names.map((name) => [name, { from: from[name], to: to[name] }])),
      requestId: requestId ?? null,
    });
    return to;
  });
}
