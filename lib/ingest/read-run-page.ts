import type { Viewer } from "#lib/corpus/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import type { RunPlan } from "./plan-schemas.ts";
import { type ReadPlan, readPlanIn } from "./read-plan.ts";
import { readProgressIn } from "./read-progress.ts";
import type { RunProgress } from "./runs-schemas.ts";

/** A run's figures and a page of its documents, read together: what a run's page asks again and again. */
export function readRunPage(
  db: Db,
  viewer: Viewer,
  runId: string,
  search: Omit<ReadPlan, "seesRestricted">,
): Promise<RunPlan & { progress: RunProgress }> {
  return withRole(db, "perazzi_read", async (tx) => ({
    ...(await readPlanIn(tx, runId, { ...search, seesRestricted: viewer.seesRestricted })),
    progress: await readProgressIn(tx, viewer, runId),
  }));
}
