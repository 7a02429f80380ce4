import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { activeModel, type ModelState, readModelState } from "#lib/embed/active-model.ts";
import { noSuchSet } from "./asked-set.ts";

const known = new WeakMap<Db, { models: ModelState; at: number }>();
const knownSets = new WeakMap<Db, { models: Set<string>; at: number }>();
const freshMs = 2_000;

/** The database's models, from this process's memory while that is fresh: a search finds out where it is not. */
export async function knownModels(db: Db, now: () => number = Date.now): Promise<ModelState> {
  const last = known.get(db);
  if (last && now() - last.at < freshMs) return last.models;
  const models = await withRole(db, "perazzi_read", readModelState);
  known.set(db, { models, at: now() });
  return models;
}

/** Makes the next one ask the database again. */
export function forgetModels(db: Db): void {
  known.delete(db);
}

/**
 * Throws conflict for a model that has no set here, so that no provider is asked, and paid, for a vector that
 * nothing can be compared with. A set that this process's memory does not hold may have been made just now.
 */
export async function assertKnownSet(
  db: Db,
  model: string,
  now: () => number = Date.now,
): Promise<void> {
  const last = knownSets.get(db);
  if (last && now() - last.at < freshMs && last.models.has(model)) return;
  const { rows } = await withRole(db, "perazzi_read", (tx) =>
    sql<{ model: string | null }>`select ${activeModel()} as model
      union select model from console.shadow_sets limit 1000`.execute(tx),
  );
  const models = new Set(rows.flatMap((row) => row.model ?? []));
  knownSets.set(db, { models, at: now() });
  if (!models.has(model)) throw noSuchSet(model);
}
