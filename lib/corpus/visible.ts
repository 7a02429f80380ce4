import { type RawBuilder, sql } from "kysely";
import type { Viewer } from "./schemas.ts";

/**
 * How strict a visibility is, as console.visibility_rank has it. That function has a setting of its own, so that
 * Postgres calls it for each row: 7 µs each, four times a chunk.
 */
export function visibilityRank(column: RawBuilder<unknown>): RawBuilder<number> {
  return sql`case when ${column} is null or ${column} = 'public' then 0 when ${column} = 'internal' then 1 else 2 end`;
}

/** The visibility of the chunk `c` is stricter than that of its document `d`. */
export const stricterThanDocument = sql<boolean>`(${visibilityRank(sql`c.visibility`)} > ${visibilityRank(sql`d.visibility`)})`;

/**
 * SQL condition: this person may know of the row `alias` of documents or chunks. Null is not
 * restricted; a value that nobody knows (other software writes here too) counts as the strictest.
 */
export function visibleTo(viewer: Viewer, alias: "d" | "c"): RawBuilder<boolean> {
  if (viewer.seesRestricted) return sql`true`;
  const row = sql.raw(alias);
  // Of a `coalesce` the planner knows nothing: it took five documents of 100,000 for visible, and read all chunks
  // for a word that a thousand hold. Of this it knows all, and takes no index for what nearly every row meets.
  return sql`((${row}.visibility <> all (array['public', 'internal'])) is not true
    and (${row}.confidentiality <> 'normal') is not true)`;
}
