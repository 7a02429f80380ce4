import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { logger } from "#lib/logger/logger.ts";
import { documentFields } from "./document-fields.ts";
import { chunkCount, chunkCounts, chunksByState, documentState } from "./embedding-state.ts";
import { facetCondition } from "./facet-field.ts";
import type { Reader } from "./reader.ts";
import { RememberedCounts } from "./remembered-counts.ts";
import { type CorpusStates, type WantedField, wantedFields } from "./states-schemas.ts";
import { visibleTo } from "./visible.ts";

// From so many documents on nobody waits for a count: 100,000 take a second of a processor.
const largeFrom = 20_000;

const remembered = new WeakMap<Db, RememberedCounts<CorpusStates>>();

/**
 * How the corpus stands: counted anew when anything was written since, or when a minute has passed. Of 20,000 documents
 * or more the last count is given meanwhile, up to ten minutes old. `at` says when it was counted.
 */
export async function readStates(db: Db, reader: Reader): Promise<CorpusStates> {
  const known =
    remembered.get(db) ??
    new RememberedCounts<CorpusStates>(({ documents }) => documents.all >= largeFrom);
  remembered.set(db, known);
  const key = JSON.stringify([reader.seesRestricted, reader.redactionVersion]);
  const { rows } = await withRole(db, "perazzi_read", (tx) =>
    sql<{ version: string }>`select console.corpus_version() || ' ' ||
      coalesce((select value #>> '{}' from console.settings where key = 'embedding_model'), '') as version`.execute(
      tx,
    ),
  );
  return known.read(key, rows[0]?.version ?? "", {
    count: () => withRole(db, "perazzi_read", (tx) => statesIn(tx, reader)),
    failed: (error) => logger.warn({ err: error }, "the corpus was not counted anew"),
  });
}

type Counted = Record<WantedField, number> & {
  at: Date;
  documents: number;
  active: number;
  d_embedded: number;
  d_stale: number;
  d_missing: number;
  d_not_wanted: number;
  chunks: number;
  c_embedded: number;
  c_missing: number;
  c_not_wanted: number;
  serving: number;
  serving_chunks: number;
};

/**
 * One pass over the documents: states, what is served, and what lacks a value. What is visible is told apart afterwards:
 * the planner takes that condition for a rare one, and joined 100,000 documents one by one.
 */
async function statesIn(tx: Tx, reader: Reader): Promise<CorpusStates> {
  const fields = documentFields(reader);
  const lacks = wantedFields.map(
    (name) =>
      sql`${facetCondition(fields[name], { any: [], none: [], empty: "yes" })} as ${sql.ref(name)}`,
  );
  const lacking = wantedFields.map(
    (name) => sql`count(*) filter (where active and ${sql.ref(name)})::int as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Counted>`
    with row as materialized (
      select d.status = 'active' as active, ${documentState(reader)} as state,
        coalesce(d.visibility, 'public') = 'public' and coalesce(d.confidentiality, 'normal') = 'normal' as open,
        ${chunkCount(reader)} as chunks, k.embedded, k.missing, k.not_wanted, ${visibleTo(reader, "d")} as visible, ${sql.join(lacks)}
      from ${baseTables().documents} d ${chunkCounts()} ${chunksByState(reader)}
    )
    select now() as at, count(*)::int as documents, count(*) filter (where active)::int as active,
      count(*) filter (where state = 'embedded')::int as d_embedded,
      count(*) filter (where state = 'stale')::int as d_stale,
      count(*) filter (where state = 'missing')::int as d_missing,
      count(*) filter (where state = 'not wanted')::int as d_not_wanted,
      coalesce(sum(chunks), 0)::int as chunks, coalesce(sum(embedded), 0)::int as c_embedded,
      coalesce(sum(missing), 0)::int as c_missing, coalesce(sum(not_wanted), 0)::int as c_not_wanted,
      count(*) filter (where open and state = 'embedded')::int as serving,
      coalesce(sum(embedded) filter (where open), 0)::int as serving_chunks, ${sql.join(lacking)}
    from row where visible`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("an aggregate without grouping always has a row");
  return {
    at: row.at.toISOString(),
    documents: {
      all: row.documents,
      active: row.active,
      embedded: row.d_embedded,
      stale: row.d_stale,
      missing: row.d_missing,
      notWanted: row.d_not_wanted,
    },
    chunks: {
      all: row.chunks,
      embedded: row.c_embedded,
      stale: row.chunks - row.c_embedded - row.c_missing - row.c_not_wanted,
      missing: row.c_missing,
      notWanted: row.c_not_wanted,
    },
    serving: { documents: row.serving, chunks: row.serving_chunks },
    without: Object.fromEntries(wantedFields.map((name) => [name, row[name]])) as Record<
      WantedField,
      number
    >,
  };
}
