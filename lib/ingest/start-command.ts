import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { createRun, type NewRun } from "./create-run.ts";
import { overlappingRun } from "./overlapping-run.ts";

/** Records the run of a command, which then works it itself. Throws conflict where another run is in its way. */
export function startCommand(db: Db, run: NewRun): Promise<string> {
  return withRole(db, "perazzi_ingest", async (tx) => {
    const dry = run.mode === "dry-run" || run.mode === "audit";
    const other = dry ? undefined : await overlappingRun(tx, run.scope ?? {});
    if (other !== undefined)
      throw new AppError(
        "conflict",
        `Run ${other} works some of these documents already. Nothing was started: wait for it, cancel it in the console, or finish it with pnpm worker --once.`,
        { details: { runId: other } },
      );
    return createRun(tx, run);
  });
}
