import { sql } from "kysely";
import type { Staff } from "#lib/auth/schemas.ts";
import type { QueriesEffect } from "#lib/corpus/change-set-schemas.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { logSettingsIn } from "#lib/retrieve/log/log-settings.ts";
import { mayBeSeen } from "#lib/retrieve/log/visible-calls.ts";
import {
  type ConfigurationChanges,
  configurationChangesSchema,
  contextSchema,
  type RetrievalContext,
} from "#lib/retrieve/schemas.ts";

export type KeptQuery = {
  id: string;
  name: string;
  text: string;
  context: RetrievalContext;
  configuration: ConfigurationChanges;
  /** The member of staff who alone may read its name; null where everybody may. */
  privateTo: string | null;
};
export type KeptQueries = { source: QueriesEffect["source"]; queries: KeptQuery[]; left: number };

/** The most queries that one preview asks. */
export const mostQueries = 200;

type Stored = {
  id: string;
  name: string;
  text: string;
  context: unknown;
  filters: unknown;
  privateTo: string | null;
  total: number;
};

/**
 * What people want answered: saved queries first; without any, what this person asked in the lab; without that, logged
 * questions of programs that this person may read, while their text is kept. `left`: how many more there are than are asked.
 */
export async function keptQueries(tx: Tx, staff: Staff): Promise<KeptQueries> {
  const saved = await sql<Stored>`
    select id, name, text, context, filters, case when not shared then owner_id end as "privateTo",
      count(*) over ()::int as total from console.saved_queries
    where shared or owner_id = ${staff.id} order by updated_at desc, id limit ${mostQueries}`.execute(
    tx,
  );
  if (saved.rows.length > 0) return toKept("saved queries", saved.rows);
  const asked = await sql<Stored>`
    select id, text as name, text, context, '{}'::jsonb as filters, staff_id as "privateTo", count(*) over ()::int as total
    from console.query_history where staff_id = ${staff.id} order by asked_at desc, id desc limit ${mostQueries}`.execute(
    tx,
  );
  if (asked.rows.length > 0) return toKept("lab history", asked.rows);
  const { enabled, queryText } = await logSettingsIn(tx);
  const logged = await sql<Stored>`
    select md5(query_text)::uuid as id, query_text as name, query_text as text, '{}'::jsonb as context,
      '{}'::jsonb as filters, null::uuid as "privateTo", count(*) over ()::int as total
    from (select l.query_text, max(l.at) as at from console.retrieval_log l
      where ${enabled && queryText} and l.origin = 'api' and l.query_text is not null and ${mayBeSeen(viewerOf(staff))}
      group by l.query_text) words
    order by at desc limit ${mostQueries}`.execute(tx);
  if (logged.rows.length > 0) return toKept("logged queries", logged.rows);
  return { source: "none", queries: [], left: 0 };
}

function toKept(source: QueriesEffect["source"], rows: Stored[]): KeptQueries {
  const queries = rows.map(({ context, filters, total: _, ...row }) => ({
    ...row,
    context: contextSchema.catch({}).parse(context),
    configuration: configurationChangesSchema.catch({}).parse(filters),
  }));
  return { source, queries, left: (rows[0]?.total ?? 0) - rows.length };
}
