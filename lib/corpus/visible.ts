import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "./schemas.ts";

/**
 * SQL condition: this person may know of the row `alias` of documents or chunks. Null is not
 * restricted; a value that nobody knows (other software writes here too) counts as the strictest.
 */
export function visibleTo(viewer: Viewer, alias: "d" | "c"): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`true`;
  const row = sql.raw(alias);
  return sql`(coalesce(${row}.visibility, 'public') in ('public', 'internal') and coalesce(${row}.confidentiality, 'normal') = 'normal')`;
}
