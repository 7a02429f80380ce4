import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { migrate } from "#lib/db/migrate.ts";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { useDatabase } from "./database.ts";

/** A database of its own on a real server, cloned from a template that was migrated once. */
export async function cloneOnServer(server: string, hash: string) {
  useDatabase(server);
  const admin = openDatabase(server, 1);
  const template = `console_template_${hash}`;
  const name = `console_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  try {
    await ensureTemplate(admin, server, template);
    await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin);
  } catch (error) {
    await admin.destroy();
    throw error;
  }
  return {
    url: withName(server, name),
    drop: async () => {
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin);
      await admin.destroy();
    },
  };
}

/** One process at a time; made under another name first, so that a template is always complete. */
async function ensureTemplate(admin: Db, server: string, template: string): Promise<void> {
  await sql`select pg_advisory_lock(hashtextextended('console test template', 0))`.execute(admin);
  try {
    const { rows } = await sql`select 1 from pg_database where datname = ${template}`.execute(
      admin,
    );
    if (rows.length > 0) return;
    const draft = `${template}_draft`;
    await sql`drop database if exists ${sql.id(draft)} with (force)`.execute(admin);
    await sql`create database ${sql.id(draft)}`.execute(admin);
    useDatabase(withName(server, draft));
    const db = openDatabase(withName(server, draft), 1);
    await migrate(db).finally(() => db.destroy());
    await sql`alter database ${sql.id(draft)} rename to ${sql.id(template)}`.execute(admin);
  } finally {
    await sql`select pg_advisory_unlock(hashtextextended('console test template', 0))`.execute(
      admin,
    );
  }
}

function withName(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
