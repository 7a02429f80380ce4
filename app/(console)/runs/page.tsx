import type { Metadata } from "next";
import { RunsScreen } from "#components/runs/runs-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { viewerOf } from "#lib/corpus/viewer.ts";
import { database } from "#lib/db/pool.ts";
import { listRuns } from "#lib/ingest/list-runs.ts";
import { readRunCharts } from "#lib/ingest/read-run-charts.ts";
import { runsSearchSchema } from "#lib/ingest/run-request-schemas.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: PageProps<"/runs">) {
  const staff = await requireStaff("read");
  const search = runsSearchSchema.parse(await searchParams);
  const db = database();
  const [list, charts, workers] = await Promise.all([
    listRuns(db, viewerOf(staff), { time: "30d", ...search }),
    readRunCharts(db, search, viewerOf(staff)),
    readWorkers(db),
  ]);
  return (
    <RunsScreen
      search={search}
      first={{ ...list, workers }}
      firstCharts={charts}
      now={Date.now()}
      canStart={can(staff.role, "runs.start")}
    />
  );
}
