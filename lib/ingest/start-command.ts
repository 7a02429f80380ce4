import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { createRun, type NewRun } from "./create-run.ts";
import { overlappingRun } from "./overlapping-run.ts";

/**
 * Records the run of a command, which then works it itself; the same command, ended half-way before, goes on with its
 * run. Throws conflict where another run is in its way.
 */
export function startCommand(db: Db, run: NewRun): Promise<string> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const dry = run.mode === "dry-run" || run.mode === "audit";
    const other = dry ? undefined : await overlappingRun(tx, run.scope ?? {});
    if (other !== undefined && (await isSame(tx, other, run))) return other;
    if (other !== undefined)
      throw new AppError(
        "conflict",
        `Run ${other} works some of these documents already. Nothing was started: wait for it, cancel it in the console, or finish it with pnpm worker --once.`,
        { details: { runId: other } },
      );
    return createRun(tx, run);
  });
}

async function isSame(
  tx: Tx,
  id: string,
  { kind, mode, scope, options }: NewRun,
): Promise<boolean> {
  const { rows } = await sql`select 1 from console.runs where id = ${id} and requested_by is null
    and kind = ${kind} and mode = ${mode} and scope = ${JSON.stringify(scope ?? {})}::jsonb
    and options = ${JSON.stringify(options ?? {})}::jsonb`.execute(tx);
  return rows.length > 0;
}
