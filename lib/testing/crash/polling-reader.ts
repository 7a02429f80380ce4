import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

export type DocumentSeen = {
  path: string;
  chunks: number;
  vectors: number;
  versions: number;
  last: number | null;
  version: number | null;
};

/** Every active document as one statement sees it: what a reader would be served. */
export async function seeDocuments(db: Db): Promise<DocumentSeen[]> {
  const { rows } = await sql<DocumentSeen>`
    select d.path, count(c.id)::int as chunks, count(e.chunk_id)::int as vectors, max(c.chunk_index) as last,
      count(distinct substring(c.text from 'version (\\d+)\\.'))::int as versions,
      max(substring(c.text from 'version (\\d+)\\.')::int) as version
    from public.documents d left join public.chunks c on c.document_id = d.id
      left join public.embeddings e on e.chunk_id = c.id
    where d.status = 'active' group by d.id, d.path`.execute(db);
  return rows;
}

/** True for a document that is whole: every chunk of one version, each with its vector. */
export function isWhole({ chunks, vectors, versions, last }: DocumentSeen, chunksEach: number) {
  return chunks === chunksEach && vectors === chunks && versions === 1 && last === chunks - 1;
}

/** Reads without pause until stopped, and counts what was seen half done. */
export function startReader(db: Db, chunksEach: number) {
  const seen = { polls: 0, halves: 0, example: undefined as DocumentSeen | undefined };
  let going = true;
  const reading = (async () => {
    while (going) {
      try {
        const halves = (await seeDocuments(db)).filter((one) => !isWhole(one, chunksEach));
        seen.polls++;
        seen.halves += halves.length;
        seen.example ??= halves[0];
      } catch {
        // The database is away, or our connection was cut: that is part of the trial.
      }
      await wait(20);
    }
  })();
  return {
    async stop() {
      going = false;
      await reading;
      return seen;
    },
  };
}
