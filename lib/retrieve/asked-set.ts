import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import type { Setting } from "./read-setting.ts";
import { type Overlay, type Relations, relationsWith } from "./relations.ts";
import type { Configuration } from "./schemas.ts";

/** Whose vectors a retrieval compares, and where they stand. */
export type AskedSet = { model: string | null; relations: Relations; shadow: boolean };

/**
 * The served vectors, or those of the shadow set that the configuration names: of the same chunks, because what
 * may be served is decided there alone. Throws conflict for a model that has no set.
 */
export async function askedSet(
  tx: Tx,
  { model: asked }: Pick<Configuration, "model">,
  { activeModel }: Pick<Setting, "activeModel">,
  overlay: Overlay | undefined,
): Promise<AskedSet> {
  const served = relationsWith(overlay);
  if (asked === null || asked === activeModel)
    return { model: activeModel, relations: served, shadow: false };
  const { rows } = await sql<{
    id: string;
  }>`select id from console.shadow_sets where model = ${asked}`.execute(tx);
  const set = rows[0]?.id;
  if (set === undefined) throw noSuchSet(asked);
  const embeddings = sql`(
    select v.chunk_id, ${asked}::text as embedding_model, v.embedding from console.shadow_embeddings v
    where v.set_id = ${set} and v.embedding is not null and exists (
      select 1 from ${served.embeddings} may where may.chunk_id = v.chunk_id))`;
  return { model: asked, relations: { ...served, embeddings }, shadow: true };
}

/** There are neither served vectors of this model nor a shadow set. */
export function noSuchSet(model: string): AppError {
  return new AppError(
    "conflict",
    `This database has no vectors of ${model}. An admin can make them under Models; the other lanes are as they were.`,
  );
}
