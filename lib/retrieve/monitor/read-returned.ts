import { sql } from "kysely";
import type { Viewer } from "#lib/corpus/schemas.ts";
import { visibleTo } from "#lib/corpus/visible.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { MonitoringState, NeverRow, Returned, ReturnedRow } from "../monitor-schemas.ts";
import { inScope } from "./call-scope.ts";

const shown = 10;

type Named = Pick<NeverRow, "id" | "documentId" | "path"> & {
  title: string | null;
  heading: string | null;
  chunk_index: number | null;
  sensitive: boolean;
};

/** Which documents and chunks answers were made of in a time, and which that are served never were. */
export function readReturned(db: Db, state: MonitoringState, viewer: Viewer): Promise<Returned> {
  return withRole(
    db,
    "perazzi_console",
    async (tx) => ({
      documents: await most(tx, "document", state, viewer),
      chunks: await most(tx, "chunk", state, viewer),
      neverDocuments: await never(tx, "document", state, viewer),
      neverChunks: await never(tx, "chunk", state, viewer),
    }),
    { readOnly: true, timeoutMs: 15_000 },
  );
}

type What = "document" | "chunk";

/** Of those that still stand there: what is gone has no page to look at. */
async function most(
  tx: Tx,
  what: What,
  state: MonitoringState,
  viewer: Viewer,
): Promise<ReturnedRow[]> {
  const id = what === "document" ? sql`r.document_id` : sql`r.chunk_id`;
  const { rows } = await sql<Named & Pick<ReturnedRow, "times" | "bestRank">>`
    with returned as materialized (
      select ${id} as id, count(distinct r.retrieval_id)::int as times, min(r.rank) as best
      from console.retrieval_results r join console.retrieval_log l on l.id = r.retrieval_id
      where ${inScope(state, viewer)} group by 1
    )
    select returned.id, returned.times, returned.best as "bestRank", ${names(what)}
    from returned ${joined(what, sql`returned.id`)}
    where ${visible(what, viewer)} order by returned.times desc, returned.id limit ${shown}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...named(row), times: row.times, bestRank: row.bestRank }));
}

async function never(tx: Tx, what: What, state: MonitoringState, viewer: Viewer) {
  const { chunks, embeddings } = baseTables();
  const id = what === "document" ? sql`r.document_id` : sql`r.chunk_id`;
  const servedId = what === "document" ? sql`c.document_id` : sql`c.id`;
  const { rows } = await sql<Named & { total: number; served: number }>`
    with returned as materialized (
      select distinct ${id} as id
      from console.retrieval_results r join console.retrieval_log l on l.id = r.retrieval_id
      where ${inScope(state, viewer)}
    ), served as materialized (
      select distinct ${servedId} as id from ${embeddings} e join ${chunks} c on c.id = e.chunk_id
    ), seen as materialized (
      select served.id, returned.id is null as never, ${names(what)}
      from served ${joined(what, sql`served.id`)} left join returned on returned.id = served.id
      where ${visible(what, viewer)}
    )
    select seen.*, (count(*) filter (where never) over ())::int as total, (count(*) over ())::int as served
    from seen order by never desc, path, chunk_index nulls first, id limit ${shown}`.execute(tx);
  return {
    total: rows[0]?.total ?? 0,
    served: rows[0]?.served ?? 0,
    first: rows.slice(0, rows[0]?.total ?? 0).map(named),
  };
}

function names(what: What) {
  return what === "document"
    ? sql`d.id as "documentId", d.title, d.path, null as heading, null::int as chunk_index, d.pricing_sensitive as sensitive`
    : sql`d.id as "documentId", d.title, d.path, c.heading_path as heading, c.chunk_index, d.pricing_sensitive as sensitive`;
}

function joined(what: What, id: ReturnType<typeof sql>) {
  const { documents, chunks } = baseTables();
  return what === "document"
    ? sql`join ${documents} d on d.id = ${id}`
    : sql`join ${chunks} c on c.id = ${id} join ${documents} d on d.id = c.document_id`;
}

function visible(what: What, viewer: Viewer) {
  return what === "document"
    ? visibleTo(viewer, "d")
    : sql`${visibleTo(viewer, "d")} and ${visibleTo(viewer, "c")}`;
}

function named({ id, documentId, path, title, heading, chunk_index, sensitive }: Named): NeverRow {
  const clean = (text: string) => (sensitive ? redactProse(text) : text);
  const place =
    chunk_index === null
      ? null
      : `chunk ${chunk_index + 1}${heading ? ` · ${clean(heading)}` : ""}`;
  return { id, documentId, path, title: clean(title || path), place };
}
