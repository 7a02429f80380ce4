import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { type DocumentDifference, mostOfAKind, type RunDifference } from "./difference-schemas.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import { stateOf } from "./state-of.ts";

/** What changed in the corpus since the run before of the same kind and scope, and how documents fared otherwise. */
export function readDifference(
  db: Db,
  runId: string,
  { seesRestricted }: Viewer,
): Promise<RunDifference> {
  return withRole(db, "perazzi_read", async (tx) => {
    await stateOf(tx, runId);
    const previous = await readPrevious(tx, runId, { seesRestricted });
    if (!previous)
      return { previous: null, counts: {}, items: [], between: { edits: 0, foreignWrites: 0 } };
    const { rows } = await sql<DocumentDifference & { total: number }>`
      ${differences(runId, previous.id)}
      select path, document_id as "documentId", kind, before, after, total from (
        select x.*, count(*) over (partition by kind)::int as total, row_number() over (partition by kind order by path) as at
        from differing x where ${seesRestricted}::boolean or not exists (select 1 from ${baseTables().documents} d
          where (d.id = x.document_id or d.path = x.path) and not ${visibleTo({ seesRestricted: false }, "d")})) visible
      where at <= ${mostOfAKind} order by kind, path limit 2000`.execute(tx);
    return {
      previous: runRow(previous),
      counts: Object.fromEntries(rows.map(({ kind, total }) => [kind, total])),
      items: rows.map(({ total: _, ...item }) => item),
      between: await readBetween(tx, runId, previous.id, { seesRestricted }),
    };
  });
}

async function readPrevious(
  tx: Tx,
  runId: string,
  viewer: Viewer,
): Promise<RunColumns | undefined> {
  const { rows } = await sql<RunColumns>`select ${runColumns(viewer)} from console.runs r
    join console.runs now on now.id = ${runId}
    where r.kind = now.kind and r.scope = now.scope and (r.created_at, r.id) < (now.created_at, now.id)
      and r.planned_at is not null and r.state in ('succeeded', 'succeeded with errors', 'failed', 'running')
    order by r.created_at desc, r.id desc limit 1`.execute(tx);
  return rows[0];
}

const edited = sql`(select a.subject_id as document from console.audit_log a, span
    where a.subject_type = 'document' and a.at >= span.since and a.at < span.until
  union select c.document_id::text from console.audit_log a, span, ${sql.ref("chunk_rows")} c
    where a.subject_type = 'chunk' and a.at >= span.since and a.at < span.until and c.id::text = a.subject_id
  union select w.document_id::text from console.foreign_writes w, span where w.at >= span.since and w.at < span.until)`;

/** The start of a query: `differing` has a row for each document that differs between the two runs. */
function differences(runId: string, previousId: string) {
  return sql`with span as (
      select (select planned_at from console.runs where id = ${previousId}) as since,
        (select coalesce(planned_at, now()) from console.runs where id = ${runId}) as until
    ), chunk_rows as (select id, document_id from ${baseTables().chunks}
    ), edited as ${edited},
    was as (select * from console.run_plan_items where run_id = ${previousId} and path is not null),
    is_now as (select * from console.run_plan_items where run_id = ${runId} and path is not null),
    both_runs as (
      select coalesce(n.path, w.path) as path, coalesce(n.document_id, w.document_id) as document_id,
        case when n.id is null then 'not here any more' when w.id is null then 'new here'
          when n.state = 'failed' and w.state <> 'failed' then 'failed now'
          when w.state = 'failed' and n.state = 'done' then 'mended'
          when n.file_checksum <> w.file_checksum then 'file changed'
          when e.document is not null then 'changed by others' end as kind,
        ${fared("w")} as before, ${fared("n")} as after
      from was w full join is_now n on n.path = w.path
        left join edited e on e.document = coalesce(n.document_id, w.document_id)::text
    ), differing as (select * from both_runs where kind is not null)`;
}

function fared(item: string) {
  return sql`case when ${sql.ref(item)}.id is not null then
    concat_ws(': ', case ${sql.ref(item)}.state when 'failed' then 'failed' else ${sql.ref(item)}.action end,
      coalesce(${sql.ref(item)}.message, ${sql.ref(item)}.reason)) end`;
}

async function readBetween(tx: Tx, runId: string, previousId: string, viewer: Viewer) {
  const { rows } = await sql<{ edits: number; writes: number }>`with span as (
      select (select planned_at from console.runs where id = ${previousId}) as since,
        (select coalesce(planned_at, now()) from console.runs where id = ${runId}) as until)
    select (select count(*)::int from console.audit_log a, span where a.subject_type in ('document', 'chunk')
        and a.at >= span.since and a.at < span.until
        and ${known(viewer, sql`a.subject_type = 'document'`, sql`a.subject_id`)}) as edits,
      (select count(*)::int from console.foreign_writes w, span
        where w.at >= span.since and w.at < span.until
          and ${known(viewer, sql`w.relation = 'documents'`, sql`w.row_id::text`)}) as writes`.execute(
    tx,
  );
  return { edits: rows[0]?.edits ?? 0, foreignWrites: rows[0]?.writes ?? 0 };
}

type Sql = ReturnType<typeof sql>;

/** SQL: the viewer may know of the document or chunk; of what is gone nobody can say, so that only admins may. */
function known(viewer: Viewer, isDocument: Sql, id: Sql) {
  if (viewer.seesRestricted) return sql`true`;
  const { documents, chunks } = baseTables();
  return sql`case when ${isDocument}
    then ${id} in (select d.id::text from ${documents} d where ${visibleTo(viewer, "d")})
    else ${id} in (select c.id::text from ${chunks} c join ${documents} d on d.id = c.document_id
      where ${visibleTo(viewer, "d")} and ${visibleTo(viewer, "c")}) end`;
}
