import { sql } from "kysely";
import type { Db } from "./pool.ts";
import { baseTableNames } from "./tables.ts";

type Strength = { login: string; superuser: boolean; bypass: boolean; owner: boolean };

/** What makes a login stronger than the console needs, a line each; null if there is no such login. */
export async function loginStrength(db: Db, login?: string): Promise<string[] | null> {
  const { rows } = await sql<Strength>`
    select r.rolname as login, r.rolsuper as superuser, r.rolbypassrls as bypass,
      exists (select 1 from pg_class c where c.relowner = r.oid
        and c.oid in (select to_regclass(name)::oid from unnest(${baseTableNames()}::text[]) name)) as owner
    from pg_roles r where r.rolname = coalesce(${login ?? null}::text, current_user::text)`.execute(
    db,
  );
  const [found] = rows;
  if (!found) return null;
  return [
    found.superuser ? `${found.login} is a superuser: no permission check holds for it.` : [],
    found.bypass ? `${found.login} has BYPASSRLS: row-level security does not hold for it.` : [],
    found.owner ? `${found.login} owns the base tables: it can change them at will.` : [],
  ].flat();
}
