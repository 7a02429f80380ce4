import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { activeModel } from "#lib/embed/active-model.ts";
import { env } from "#lib/env/env.ts";
import { indexesSql, indexStates, type VectorIndexes } from "./read-indexes.ts";
import { parseVocabulary, type Vocabulary } from "./vocabulary.ts";

export type Setting = {
  vocabulary: Vocabulary;
  /** The model of the vectors in this database; null while it holds none. */
  activeModel: string | null;
  corpusVersion: string;
  indexes: VectorIndexes;
  /** About how many vectors there are, as the last analyze estimated; null before it. */
  embeddings: number | null;
};

/** What a retrieval needs to know of the database, in one round trip. */
export async function readSetting(tx: Tx): Promise<Setting> {
  const { rows } = await sql<{
    corpus: unknown;
    model: string | null;
    version: string;
    indexes: unknown;
    embeddings: number | null;
  }>`
    select (select value from console.settings where key = 'corpus') as corpus,
      ${activeModel()} as model,
      console.corpus_version()::text as version, ${indexesSql()} as indexes,
      (select nullif(greatest(reltuples, 0), 0)::float8 from pg_class
        where oid = to_regclass(${env().tables.embeddings})) as embeddings`.execute(tx);
  const [row] = rows;
  return {
    vocabulary: parsedOnce(row?.corpus),
    activeModel: row?.model ?? null,
    corpusVersion: row?.version ?? "0",
    indexes: indexStates(row?.indexes),
    embeddings: row?.embeddings ?? null,
  };
}

let last: { text: string; vocabulary: Vocabulary } | undefined;

/** The corpus configuration hardly ever changes, and parsing it takes longer than a small search. */
function parsedOnce(stored: unknown): Vocabulary {
  const text = JSON.stringify(stored ?? null);
  if (last?.text !== text) last = { text, vocabulary: parseVocabulary(stored) };
  return last.vocabulary;
}
