import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { type RunColumns, runColumns, runRow } from "./run-row.ts";
import type { Run } from "./runs-schemas.ts";

export type RunSummary = Run & {
  events: {
    level: string;
    action: string;
    path: string | null;
    reason: string | null;
    message: string | null;
  }[];
};

/** A run with what was done to each document (at most 10,000 events), skipped ones left out. */
export async function readRunSummary(tx: Tx, runId: string): Promise<RunSummary> {
  const runs =
    await sql<RunColumns>`select ${runColumns({ seesRestricted: true })} from console.runs r where r.id = ${runId}`.execute(
      tx,
    );
  const row = runs.rows[0];
  if (!row) throw new AppError("not_found", "There is no such run.");
  const { rows: events } = await sql<RunSummary["events"][number]>`
    select level, action, path, reason, message from console.run_events
    where run_id = ${runId} and action <> 'skip' order by id limit 10000`.execute(tx);
  return { ...runRow(row), events };
}
