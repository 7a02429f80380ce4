import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** Takes everything of ours out again, as if no migration had run. Roles stay: they belong to the server. */
export async function emptyDatabase(db: Db): Promise<void> {
  await sql
    .raw(
      `drop schema if exists console, pgboss, supabase_migrations cascade;
       drop table if exists public.embeddings, public.chunks, public.documents cascade;
       drop extension if exists vector cascade;`,
    )
    .execute(db);
}

/** Makes a role that no other test uses. Returns its name and how to drop it with all it was granted. */
export async function makeRole(db: Db, prefix: string, options = "nologin") {
  const role = `${prefix}_${crypto.randomUUID().slice(0, 8)}`;
  await sql.raw(`create role ${role} ${options}`).execute(db);
  return {
    role,
    drop: async () => {
      await sql.raw(`drop owned by ${role}; drop role ${role}`).execute(db);
    },
  };
}
