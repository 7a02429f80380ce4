import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { env } from "#lib/env/env.ts";

export type Migration = { version: string; name: string; text: string };

const fileName = /^(\d{14})_([a-z0-9_]+)\.sql$/;

/** The migration files in order of version, over the table names that the environment gives. */
export function readMigrations(): Migration[] {
  const folder = migrationsDir();
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, version, name] = fileName.exec(file) ?? [];
      if (!version || !name) return [];
      return [{ version, name, text: withTableNames(readFileSync(join(folder, file), "utf8")) }];
    });
}

function migrationsDir(): string {
  return resolve(import.meta.dirname, "../../supabase/migrations");
}

/** Puts validated table names in place of the default ones; the Supabase CLI applies the defaults. */
export function withTableNames(text: string, tables: Record<string, string> = env().tables) {
  return text.replace(/\bpublic\.(documents|chunks|embeddings)\b/g, (found, table: string) => {
    const name = tables[table];
    if (!name || name === table || name === found) return found;
    const [schema, own] = name.includes(".") ? name.split(".") : ["public", name];
    return `"${schema}"."${own}"`;
  });
}
