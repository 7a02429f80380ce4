import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "./schemas.ts";

/** SQL condition: this person may know of the row `alias` of documents or chunks. Null is not restricted. */
export function visibleTo(viewer: Viewer, alias: "d" | "c"): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`true`;
  const row = sql.raw(alias);
  return sql`(${row}.visibility is distinct from 'admin-only' and ${row}.confidentiality is distinct from 'elevated')`;
}
