import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readActiveModel } from "./active-model.ts";
import { modelAskedFor } from "./choose-embedder.ts";
import { offlineModel } from "./offline-embedder.ts";

/** Whether what is served was embedded offline, by words and letters; before the first vector, whether it will be. */
export async function readsWordsOnly(db: Db): Promise<boolean> {
  const active = await withRole(db, "perazzi_read", readActiveModel);
  return (active ?? modelAskedFor()) === offlineModel;
}
