import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { parseVocabulary, type Vocabulary } from "./vocabulary.ts";

/** The vocabulary of the corpus that stands in this database. */
export function readVocabulary(db: Db): Promise<Vocabulary> {
  return withRole(db, "perazzi_read", vocabularyIn);
}

export async function vocabularyIn(tx: Tx): Promise<Vocabulary> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'corpus'`.execute(tx);
  return parseVocabulary(rows[0]?.value);
}
