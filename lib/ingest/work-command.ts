import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { createRun, type NewRun } from "./create-run.ts";
import { overlappingRun } from "./overlapping-run.ts";
import { executeRun, type RunOptions } from "./run-ingest.ts";

/**
 * Works a command's run to its end, in this program; returns its id. The same command, ended half-way before, goes on
 * with its run, or begins anew where that was planned over another manifest, other files or for another model.
 */
export async function workCommand(db: Db, run: NewRun, options: RunOptions): Promise<string> {
  const { id, goesOn } = await startCommand(db, run);
  try {
    await executeRun(db, id, options);
    return id;
  } catch (error) {
    if (!goesOn || !(error instanceof AppError && error.code === "conflict")) throw error;
  }
  const anew = await startCommand(db, run);
  await executeRun(db, anew.id, options);
  return anew.id;
}

/** Records the run of a command, or finds what it left. Throws conflict where another run is in its way. */
function startCommand(db: Db, run: NewRun): Promise<{ id: string; goesOn: boolean }> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const dry = run.mode === "dry-run" || run.mode === "audit";
    const other = dry ? undefined : await overlappingRun(tx, run.scope ?? {});
    if (other !== undefined && (await isSame(tx, other, run))) return { id: other, goesOn: true };
    if (other !== undefined)
      throw new AppError(
        "conflict",
        `Run ${other} works some of these documents already. Nothing was started: wait for it, cancel it in the console, or finish it with pnpm worker --once.`,
        { details: { runId: other } },
      );
    return { id: await createRun(tx, run), goesOn: false };
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
