import { sql } from "kysely";
import { visibleTo } from "#lib/corpus/visible.ts";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";

/** Columns that versions keep, as the triggers of console.document_versions and chunk_versions name them. */
const documentFields =
  "path category doc_type status embed_mode pricing_sensitive language disciplines platforms audiences tags visibility confidentiality guardrail_flags source_version source_checksum last_updated effective_from expires_on title summary";
const chunkFields =
  "chunk_index chunk_count token_count heading heading_path section_labels primary_modes archetype_bias language disciplines platforms audiences visibility confidentiality guardrail_flags context_tags related_entities";

export type Fields = Record<string, unknown>;

export type LoggedResult = {
  rank: number;
  rank_before: number | null;
  chunk_id: string;
  document_id: string;
  chunk_version: number | null;
  document_version: number | null;
  text_hash: string;
  chunk_index: number;
  path: string;
  heading_path: string | null;
  score: number;
  similarity: number | null;
  full_text_score: number | null;
};

export type DocumentNow = {
  id: string;
  version: number;
  pricing_sensitive: boolean;
  fields: Fields;
};
export type ChunkNow = {
  id: string;
  document_id: string;
  version: number;
  text: string;
  fields: Fields;
};
export type Version = {
  id: string;
  row_version: number;
  /** As Postgres prints it, to the microsecond: what one transaction wrote has one time. */
  ended_at: string;
  /** The same in microseconds since 1970, to reckon with. */
  ended_us: number;
  removed: boolean;
  /** The row itself said then that this reader may not see it. */
  restricted: boolean;
  text: string | null;
  fields: Fields;
  pricing_sensitive: boolean | null;
};
export type Edit = { at: string; actor: string; reason: string | null };
export type RunWrite = {
  document_id: string;
  run_id: string;
  action: string;
  requested_by: string;
  started_at: string;
  at: string;
};

export type Facts = {
  documents: DocumentNow[];
  /** The returned chunks that are still there, and every chunk of their documents where one is not. */
  chunks: ChunkNow[];
  documentVersions: Version[];
  chunkVersions: Version[];
  edits: Edit[];
  runs: RunWrite[];
};

const mostRows = 5_000;

/**
 * What stands there now of the returned rows, as far as the viewer may see it, and every write to them since `since`,
 * also what he may not be told: see `hideVersions`.
 */
export async function readFacts(
  tx: Tx,
  results: LoggedResult[],
  since: Date,
  viewer: { seesRestricted: boolean },
): Promise<Facts> {
  const { documents, chunks } = baseTables();
  const documentIds = [...new Set(results.map((one) => one.document_id))];
  const chunkIds = [...new Set(results.map((one) => one.chunk_id))];
  const subjects = [...documentIds, ...chunkIds];
  const paths = [...new Set(results.map((one) => one.path))];
  const documentsNow =
    await sql<DocumentNow>`select d.id, d.row_version::int as version, d.pricing_sensitive,
      ${asJson("d", documentFields)} as fields
    from ${documents} d where (d.id = any(${documentIds}::uuid[]) or d.path = any(${paths}::text[])) and ${visibleTo(viewer, "d")}
    limit ${mostRows}`.execute(tx);
  const chunksNow = await sql<ChunkNow>`
    with gone as (
      select id from unnest(${chunkIds}::uuid[]) as t (id) where not exists (select 1 from ${chunks} c where c.id = t.id)
    )
    select c.id, c.document_id, c.row_version::int as version, c.text, ${asJson("c", chunkFields)} as fields
    from ${chunks} c join ${documents} d on d.id = c.document_id
    where (c.id = any(${chunkIds}::uuid[])
        or (exists (select 1 from gone) and (c.document_id = any(${documentIds}::uuid[]) or d.path = any(${paths}::text[]))))
      and ${visibleTo(viewer, "c")} and ${visibleTo(viewer, "d")}
    order by c.document_id, c.chunk_index limit ${mostRows}`.execute(tx);
  const documentVersions =
    await sql<Version>`select document_id as id, row_version::int, ${endedAndWhether(viewer)},
      null as text, fields, pricing_sensitive
    from console.document_versions where document_id = any(${documentIds}::uuid[]) and ended_at >= ${since}
    order by document_id, row_version limit ${mostRows}`.execute(tx);
  const chunkVersions =
    await sql<Version>`select chunk_id as id, row_version::int, ${endedAndWhether(viewer)}, text, fields,
      null as pricing_sensitive
    from console.chunk_versions where chunk_id = any(${chunkIds}::uuid[]) and ended_at >= ${since}
    order by chunk_id, row_version limit ${mostRows}`.execute(tx);
  const edits = await sql<Edit>`select at::text, max(actor_label) as actor, max(reason) as reason
    from console.audit_log where subject_type in ('document', 'chunk') and subject_id = any(${subjects}::text[])
      and at >= ${since} group by at order by at limit ${mostRows}`.execute(tx);
  const runs =
    await sql<RunWrite>`select e.document_id, e.run_id, e.action, r.requested_by_label as requested_by,
      coalesce(r.started_at, r.created_at)::text as started_at, e.at::text
    from console.run_events e join console.runs r on r.id = e.run_id
    where e.document_id = any(${documentIds}::uuid[]) and e.at >= ${since} and e.action not in ('skip', 'warn', 'fail')
    order by e.id limit ${mostRows}`.execute(tx);
  return {
    documents: documentsNow.rows,
    chunks: chunksNow.rows,
    documentVersions: documentVersions.rows,
    chunkVersions: chunkVersions.rows,
    edits: edits.rows,
    runs: runs.rows,
  };
}

function endedAndWhether({ seesRestricted }: { seesRestricted: boolean }) {
  return sql`ended_at::text, (extract(epoch from ended_at) * 1000000)::float8 as ended_us, removed,
    ${seesRestricted ? sql`false` : wasRestricted} as restricted`;
}

/** SQL condition: the row was for admins alone as this version kept it. */
export const wasRestricted = sql`(console.visibility_rank(fields ->> 'visibility') > 1
  or coalesce(fields ->> 'confidentiality', 'normal') <> 'normal')`;

function asJson(alias: string, names: string) {
  const pairs = names
    .split(" ")
    .map((name) => sql`${sql.lit(name)}, ${sql.ref(`${alias}.${name}`)}`);
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(pairs)}))`;
}
