import type { Db } from "#lib/db/pool.ts";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { ensureStack } from "#lib/local-stack/ensure-stack.ts";
import { logger } from "#lib/logger/logger.ts";

/** Runs a command over the database, the local stack if none is configured; an error is one line. */
export async function runCommand(work: (db: Db) => Promise<void>): Promise<void> {
  let stopStack = async () => {};
  try {
    stopStack = await ensureStack();
    await work(database());
  } catch (error) {
    const shown = toAppError(error);
    if (shown.code === "internal") logger.error({ err: error }, "command failed");
    console.error(shown.message);
    process.exitCode = 1;
  } finally {
    await closeDatabases();
    await stopStack();
  }
}
