import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { embeddingText } from "#lib/ingest/prepare-document.ts";
import { fakeVector } from "../fake-provider.ts";
import { isWhole, seeDocuments } from "./polling-reader.ts";

export type EndState = {
  chunks: number;
  lost: number;
  doubled: number;
  withoutVector: number;
  /** Chunks whose vector is that of another text. */
  wrongVector: number;
  /** Documents that are not whole, or of an older version. */
  unfinished: number;
};

/** What the database holds when all is over, against what it should. */
export async function checkEnd(
  db: Db,
  expected: { documents: number; chunksEach: number; version: number },
): Promise<EndState> {
  const { documents, chunksEach, version } = expected;
  const seen = await seeDocuments(db);
  const done = seen.filter((one) => isWhole(one, chunksEach) && one.version === version);
  const { rows } = await sql<{ text: string; places: number[] | null }>`select c.text,
      (select array_agg((a.at - 1)::int order by a.at) from unnest(e.embedding::real[]) with ordinality a (value, at)
        where a.value > 0) as places
    from public.chunks c left join public.embeddings e on e.chunk_id = c.id`.execute(db);
  const texts = new Set(rows.map(({ text }) => text));
  const wrong = rows.filter(
    ({ text, places }) => places && places.join() !== placesOf(embeddingText(text)).join(),
  );
  return {
    chunks: rows.length,
    lost: Math.max(0, documents * chunksEach - texts.size),
    doubled: rows.length - texts.size,
    withoutVector: rows.filter(({ places }) => places === null).length,
    wrongVector: wrong.length,
    unfinished: documents - done.length,
  };
}

/** Where the vector of a text is not zero. */
function placesOf(text: string): number[] {
  return fakeVector(text).flatMap((value, at) => (value > 0 ? [at] : []));
}
