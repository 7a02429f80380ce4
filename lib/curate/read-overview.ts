import type { Staff } from "#lib/auth/schemas.ts";
import { readStates } from "#lib/corpus/read-states.ts";
import type { Reader } from "#lib/corpus/reader.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { readBudget } from "#lib/embed/budget.ts";
import { readLastScan } from "#lib/guardrail/read-scan.ts";
import { listRuns } from "#lib/ingest/list-runs.ts";
import { readRunCharts } from "#lib/ingest/read-run-charts.ts";
import { comingUp } from "./coming-up.ts";
import { listChangeSets } from "./list-change-sets.ts";
import type { Overview, Waiting } from "./overview-schemas.ts";
import { recentChanges } from "./recent-changes.ts";

const mostWaiting = 5;

/** The state of the corpus on one screen, of what this person may see. */
export async function readOverview(db: Db, staff: Staff, reader: Reader): Promise<Overview> {
  const [states, scan, ended, active, charts, waiting, coming, budget] = await Promise.all([
    readStates(db, reader),
    readLastScan(db, reader),
    listRuns(db, reader, { ended: true, limit: 10 }),
    listRuns(db, reader, { active: true, limit: mostWaiting }),
    readRunCharts(db, {}, reader),
    readWaiting(db, staff),
    comingUp(db, staff),
    withRole(db, "perazzi_read", readBudget),
  ]);
  return {
    states,
    suspects: scan?.finishedAt ? { leaks: scan.leaks, at: scan.finishedAt } : null,
    lastRun: ended.items[0] ?? null,
    active: active.items,
    charts,
    recent: await recentChanges(db, staff, ended.items),
    waiting,
    comingUp: coming.slice(0, 8),
    budget,
  };
}

/** Runs and changes that an admin has to allow. */
async function readWaiting(db: Db, staff: Staff): Promise<Waiting[]> {
  const [runs, sets] = await Promise.all([
    listRuns(db, viewerOf(staff), { state: "waiting for approval", limit: mostWaiting }),
    listChangeSets(db, { waiting: true, limit: mostWaiting }, staff),
  ]);
  return [
    ...runs.items.map((run) => ({
      id: run.id,
      title: run.kind === "ingest" ? "Ingest" : "Re-embed",
      reason: run.approvalReason ?? "waits for an admin",
      since: run.plannedAt ?? run.createdAt,
      href: `/runs/${run.id}`,
    })),
    ...sets.items.map((set) => ({
      id: set.id,
      title: set.name,
      reason: `asked for by ${set.by}`,
      since: set.createdAt,
      href: `/changes/${set.id}`,
    })),
  ];
}
