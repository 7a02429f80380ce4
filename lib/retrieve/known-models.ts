import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { type ModelState, readModelState } from "#lib/embed/active-model.ts";

const known = new WeakMap<Db, { models: ModelState; at: number }>();
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
