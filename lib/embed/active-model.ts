import { type RawBuilder, sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

/** Which model the served vectors are of, and which ones a promotion has replaced. */
export type ModelState = { active: string | undefined; replaced: string[] };

/** SQL: the active model, null while the database holds no vectors. */
export function activeModel(): RawBuilder<string | null> {
  return sql`coalesce((select value #>> '{}' from console.settings where key = 'embedding_model'),
    (select embedding_model from ${baseTables().embeddings} limit 1))`;
}

/** As the database stands; no active model while it holds no vectors. */
export async function readModelState(tx: Tx): Promise<ModelState> {
  const { rows } = await sql<{ active: string | null; replaced: string[] | null }>`
    select ${activeModel()} as active,
      (select value from console.settings where key = 'replaced_embedding_models') as replaced`.execute(
    tx,
  );
  return { active: rows[0]?.active ?? undefined, replaced: rows[0]?.replaced ?? [] };
}

/** The model of the vectors in this database, or undefined while it holds none. */
export async function readActiveModel(tx: Tx): Promise<string | undefined> {
  return (await readModelState(tx)).active;
}

/** What the environment asks for is neither served nor was it replaced by a promotion. */
export function otherModelAsked(active: string, asked: string): AppError {
  return new AppError(
    "conflict",
    `The vectors of this database are of ${active}, but the environment asks for ${asked}. Set PERAZZI_EMBED_MODEL to ${active} (and its key); nothing was embedded.`,
  );
}

/**
 * Throws conflict where the database's vectors are of another model than `model`. Holds the active model to the
 * end of the transaction: a promotion waits for it.
 */
export async function assertActiveModel(tx: Tx, model: string): Promise<void> {
  await sql`select 1 from console.settings where key = 'embedding_model' for share`.execute(tx);
  const active = await readActiveModel(tx);
  if (active !== undefined && active !== model) throw otherModelAsked(active, model);
}

/** Keeps `model` as the active one where there is none yet. Needs the role perazzi_ingest. */
export async function rememberActiveModel(tx: Tx, model: string): Promise<void> {
  await assertActiveModel(tx, model);
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do nothing`.execute(tx);
}
