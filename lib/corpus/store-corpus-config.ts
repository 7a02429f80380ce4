import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { CorpusConfig } from "./config-schema.ts";

/** Keeps the configuration for the pages. Throws conflict where the database holds another corpus. */
export async function storeCorpusConfig(tx: Tx, config: CorpusConfig): Promise<void> {
  const json = JSON.stringify(config);
  await assertSameCorpus(tx, config);
  await sql`insert into console.settings (key, value)
    values ('corpus_id', to_jsonb(${config.id}::text)), ('corpus', ${json}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()
    where settings.key = 'corpus' and settings.value <> excluded.value`.execute(tx);
  // Whoever came first decides: the second of two first ingestions reads the other's id here.
  await assertSameCorpus(tx, config);
}

async function assertSameCorpus(tx: Tx, config: CorpusConfig): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select value #>> '{}' as id from console.settings where key = 'corpus_id'`.execute(tx);
  const theirs = rows[0]?.id;
  if (theirs !== undefined && theirs !== config.id)
    throw new AppError(
      "conflict",
      `This database holds the corpus ${theirs}, but CORPUS_ROOT holds ${config.id}. Correct DATABASE_URL or CORPUS_ROOT.`,
    );
}
