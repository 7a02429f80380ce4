import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { type CorpusConfig, corpusConfigSchema } from "./config-schema.ts";

/** The configuration of the corpus in this database, or undefined before the first ingestion. */
export async function readCorpusConfig(tx: Tx): Promise<CorpusConfig | undefined> {
  const { rows } = await sql<{ value: unknown }>`
    select value from console.settings where key = 'corpus'`.execute(tx);
  return rows[0] ? corpusConfigSchema.parse(rows[0].value) : undefined;
}
