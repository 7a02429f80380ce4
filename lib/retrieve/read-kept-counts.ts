import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { askedSet } from "./asked-set.ts";
import { effectiveConfiguration } from "./configuration.ts";
import { countKept } from "./count-kept.ts";
import { readSetting } from "./read-setting.ts";
import type { KeptCount } from "./result-schemas.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";
import { filterFor, searchTimeoutMs } from "./search-candidates.ts";

/**
 * How many chunks each filter of a configuration keeps, in turn. Nothing is asked, and no chunk is in the answer,
 * so that it is no retrieval to be logged. Throws conflict for a model that has no vectors.
 */
export function readKeptCounts(
  db: Db,
  changes: ConfigurationChanges,
  visibilityCeiling: VisibilityCeiling,
): Promise<KeptCount[]> {
  const configuration = effectiveConfiguration(changes, visibilityCeiling);
  return withRole(
    db,
    "perazzi_read",
    async (tx) => {
      const setting = await readSetting(tx);
      const { model, relations } = await askedSet(tx, configuration, setting, undefined);
      const search = { configuration, embedded: null, visibilityCeiling };
      return countKept(tx, filterFor(setting, model, search), relations);
    },
    { timeoutMs: searchTimeoutMs, oneMoment: true },
  );
}
