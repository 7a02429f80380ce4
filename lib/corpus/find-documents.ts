import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { Redact } from "./clean-values.ts";
import type { Viewer } from "./schemas.ts";
import { visibleTo } from "./visible.ts";

export type FoundDocument = { id: string; title: string; path: string };

const mostFound = 8;

/**
 * The documents that a person who types `words` most likely means: every word stands in title or
 * path, those that begin with the words first. A sensitive title is redacted and found by path only.
 */
export function findDocuments(
  db: Db,
  words: string,
  viewer: Viewer,
  redact: Redact,
): Promise<FoundDocument[]> {
  const patterns = words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`);
  if (patterns.length === 0) return Promise.resolve([]);
  return withRole(db, "perazzi_read", async (tx) => {
    const { rows } = await sql<FoundDocument & { sensitive: boolean }>`
      select d.id, coalesce(nullif(d.title, ''), d.path) as title, d.path, d.pricing_sensitive as sensitive
      from ${baseTables().documents} d
      where ${visibleTo(viewer, "d")}
        and (case when d.pricing_sensitive then d.path else d.path || ' ' || coalesce(d.title, '') end) ilike all (${patterns}::text[])
      order by starts_with(lower(coalesce(d.title, d.path)), lower(${words})) desc, d.status <> 'active', d.path, d.id
      limit ${mostFound}`.execute(tx);
    return rows.map(({ sensitive, title, ...row }) => ({
      ...row,
      title: sensitive ? redact(title) : title,
    }));
  });
}
