import type { Staff } from "#lib/auth/schemas.ts";
import { type Changes, changesSchemas } from "#lib/corpus/change-schemas.ts";
import type { Effect, QueriesEffect } from "#lib/corpus/change-set-schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { loadChangeSet, requireOwn, requireState } from "./change-set-row.ts";
import { fieldErrors } from "./field-errors.ts";
import { keepPrediction } from "./keep-prediction.ts";
import { predictEffect } from "./predict-effect.ts";
import { predictQueries } from "./predict-queries.ts";

type Given = Record<string, unknown>;

/** What changes would do to a draft's rows; kept with the draft. */
export async function previewEffect(
  db: Db,
  id: string,
  given: Given,
  staff: Staff,
  now: Date,
): Promise<Effect> {
  const changes = await parsed(db, id, given, staff);
  const effect = await predictEffect(db, { changeSetId: id, changes }, staff, now);
  await keepPrediction(db, id, changes, { effect });
  return effect;
}

/** Which of the kept queries would find something else; kept with the draft. */
export async function previewQueries(
  db: Db,
  id: string,
  given: Given,
  staff: Staff,
  now: Date,
): Promise<QueriesEffect> {
  const changes = await parsed(db, id, given, staff);
  const queries = await predictQueries(db, { changeSetId: id, changes }, staff, now);
  await keepPrediction(db, id, changes, { queries });
  return queries;
}

async function parsed(db: Db, id: string, given: Given, staff: Staff): Promise<Changes> {
  const set = await withRole(db, "perazzi_curate", (tx) => loadChangeSet(tx, id), {
    readOnly: true,
  });
  requireOwn(set, staff);
  requireState(set, "draft");
  const result = changesSchemas[set.subject].safeParse(given);
  if (!result.success) throw fieldErrors(result.error.issues);
  return result.data as Changes;
}
