import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type Filter, retrievalFilter } from "#lib/retrieve/filter.ts";
import { logSettingsIn } from "#lib/retrieve/log/log-settings.ts";
import type { QuestionSource } from "../index-measure-schemas.ts";

type Picked = { source: QuestionSource; ref: string };

/** At most so many of each: each question may have to be embedded, and an exact search compares every vector. */
export const most: Record<QuestionSource, number> = {
  saved: 200,
  history: 100,
  programs: 100,
  sample: 100,
};

// Programs may have asked millions of times in 30 days: to sort them all would take longer than a statement may.
const lastCalls = 10_000;

/** Saved queries, what was asked in the lab and by programs (each question once), and random chunks that are served. */
export async function pickQuestions(db: Db, filter: Filter): Promise<Picked[]> {
  const asked = await withRole(
    db,
    "perazzi_console",
    async (tx) => {
      const { enabled, queryText } = await logSettingsIn(tx);
      const { rows } = await sql<Picked>`
        with saved as (
          select s.id, s.text, s.updated_at as at from console.saved_queries s
          order by s.updated_at desc, s.id limit ${most.saved}
        ), history as (
          select distinct on (md5(h.text)) h.id, h.text, h.asked_at as at from console.query_history h
          where not exists (select 1 from saved s where s.text = h.text)
          order by md5(h.text), h.asked_at desc, h.id
        ), programs as (
          select distinct on (md5(l.query_text)) l.id, l.query_text as text, l.at
          from (select id, query_text, at from console.retrieval_log
            where ${enabled && queryText} and origin = 'api' and query_text is not null and at > now() - interval '30 days'
            order by at desc, id desc limit ${lastCalls}) l
          where not exists (select 1 from saved s where s.text = l.query_text)
            and not exists (select 1 from history h where h.text = l.query_text)
          order by md5(l.query_text), l.at desc, l.id
        )
        select * from (select 'saved' as source, id as ref from saved order by at desc, id) a
        union all select * from (select 'history', id from history order by at desc, id limit ${most.history}) b
        union all select * from (select 'programs', id from programs order by at desc, id limit ${most.programs}) c`.execute(
        tx,
      );
      return rows;
    },
    { readOnly: true },
  );
  return [...asked, ...(await sampleChunks(db, filter))];
}

/** Chunks that production may return, each asked for with its own vector: nothing is bought. */
function sampleChunks(db: Db, filter: Filter): Promise<Picked[]> {
  const { documents, chunks, embeddings } = baseTables();
  return withRole(
    db,
    "perazzi_read",
    async (tx) => {
      const { rows } = await sql<Picked>`
        select 'sample' as source, e.chunk_id as ref from ${embeddings} e
          join ${chunks} c on c.id = e.chunk_id join ${documents} d on d.id = c.document_id
        where ${retrievalFilter(filter)} order by random() limit ${most.sample}`.execute(tx);
      return rows;
    },
    { timeoutMs: 60_000 },
  );
}
