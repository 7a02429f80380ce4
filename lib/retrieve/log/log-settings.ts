import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { type Actor, permit } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type LogSettings, logSettingsSchema } from "../log-schemas.ts";

export type VersionedLogSettings = { settings: LogSettings; version: number };

/** The settings in force: without a stored value, or with one that nobody understands, the defaults. */
export async function logSettingsIn(tx: Tx): Promise<LogSettings> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'retrieval_log'`.execute(tx);
  return logSettingsSchema.catch(logSettingsSchema.parse({})).parse(rows[0]?.value ?? {});
}

/** The settings and their version, which grows with every change, whoever makes it. */
export function readLogSettings(db: Db): Promise<VersionedLogSettings> {
  return withRole(db, "perazzi_console", versioned, { readOnly: true });
}

async function versioned(tx: Tx): Promise<VersionedLogSettings> {
  const { rows } = await sql<{ version: number }>`select row_version::float8 as version
    from console.settings where key = 'retrieval_log'`.execute(tx);
  return { settings: await logSettingsIn(tx), version: rows[0]?.version ?? 0 };
}

/**
 * Changes what is logged, from the next call on; what was logged before stays until its time is over. Throws conflict
 * where the settings are not of this version any more.
 */
export async function changeLogSettings(
  db: Db,
  actor: Actor,
  { version, settings }: VersionedLogSettings,
  requestId?: string,
): Promise<VersionedLogSettings> {
  permit(actor, "settings.manage");
  const to = logSettingsSchema.parse(settings);
  return withRole(db, "perazzi_console", async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('console setting retrieval_log', 0))`.execute(
      tx,
    );
    const now = await versioned(tx);
    if (now.version !== version)
      throw new AppError(
        "conflict",
        "What is logged has been changed since you read it. Nothing was changed; look at it again.",
      );
    const from = now.settings;
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
    return versioned(tx);
  });
}
