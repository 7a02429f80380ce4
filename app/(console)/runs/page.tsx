import type { Metadata } from "next";
import { RunsScreen } from "#components/runs/runs-screen.tsx";
import { requireStaff } from "#lib/auth/guard-page.ts";
import { can } from "#lib/auth/permissions.ts";
import { database } from "#lib/db/pool.ts";
import { listRuns } from "#lib/ingest/list-runs.ts";
import { readRunHistory } from "#lib/ingest/read-run-history.ts";
import { runsSearchSchema } from "#lib/ingest/run-request-schemas.ts";
import { readWorkers } from "#lib/jobs/read-workers.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: PageProps<"/runs">) {
  const staff = await requireStaff("read");
  const search = runsSearchSchema.parse(await searchParams);
  const db = database();
  const [list, history, workers] = await Promise.all([
    listRuns(db, search),
    readRunHistory(db, search),
    readWorkers(db),
  ]);
  return (
    <RunsScreen
      key={JSON.stringify(search)}
      search={search}
      first={{ ...list, history, workers }}
      now={Date.now()}
      canStart={can(staff.role, "runs.start")}
    />
  );
}
