import { readMigrations } from "#lib/db/migrations.ts";
import { baseTableNames } from "#lib/db/tables.ts";
import { env } from "#lib/env/env.ts";

/** As PGlite and `pg` have it. */
type Asked = { query<T>(text: string, values: unknown[]): Promise<{ rows: T[] }> };

/**
 * Whether `prepare-stack.ts` would find nothing to do: every migration applied for this environment and these tables,
 * somebody on the staff, a document. Whatever is unclear is not prepared.
 */
export async function isPrepared(db: Asked): Promise<boolean> {
  const names = baseTableNames();
  const documents = names[0]?.replaceAll(/[^.]+/g, '"$&"');
  try {
    const { rows } = await db.query<{ prepared: boolean }>(
      `select (select count(*) from supabase_migrations.schema_migrations
          where version = any ($1)) = cardinality($1::text[])
        and (select value from console.settings where key = 'environment') = to_jsonb($2::text)
        and (select value from console.settings where key = 'base_tables') = $3::jsonb
        and exists (select from console.staff)
        and exists (select from ${documents}) as prepared`,
      [readMigrations().map(({ version }) => version), env().environment, JSON.stringify(names)],
    );
    return rows[0]?.prepared === true;
  } catch {
    return false;
  }
}
