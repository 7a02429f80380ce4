import { sql } from "kysely";
import { baseTables } from "#lib/db/tables.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

/** The model of the vectors in this database, or undefined while it holds none. */
export async function readActiveModel(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ model: string }>`
    select value #>> '{}' as model from console.settings where key = 'embedding_model'
    union all (select embedding_model from ${baseTables().embeddings} limit 1) limit 1`.execute(tx);
  return rows[0]?.model;
}

/** Throws conflict where the database's vectors are of another model than `model`. */
export async function assertActiveModel(tx: Tx, model: string): Promise<void> {
  const active = await readActiveModel(tx);
  if (active !== undefined && active !== model)
    throw new AppError(
      "conflict",
      `The vectors of this database are of ${active}, but the environment asks for ${model}. Set PERAZZI_EMBED_MODEL to ${active} (and its key); nothing was embedded.`,
    );
}

/** Keeps `model` as the active one where there is none yet. Needs the role perazzi_ingest. */
export async function rememberActiveModel(tx: Tx, model: string): Promise<void> {
  await assertActiveModel(tx, model);
  await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do nothing`.execute(tx);
}
