import { checkDatabase } from "#lib/db/check-database.ts";
import type { Db } from "#lib/db/pool.ts";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { type AppError, toAppError } from "#lib/errors/app-error.ts";
import { ensureStack } from "#lib/local-stack/ensure-stack.ts";
import { logger } from "#lib/logger/logger.ts";

type Command<O> = {
  /** Reads the arguments before anything is opened; null where that was all (`--help`). */
  read: () => O | null;
  /** What the database must be for this command: by default ready, migrated and of this environment. */
  check?: (db: Db) => Promise<void>;
  work: (db: Db, options: O) => Promise<void>;
  /** By default one line. */
  sayError?: (error: AppError) => void;
};

/** Runs a command over the database, the local stack if none is configured; the exit code is 1 after an error. */
export async function runCommand<O>({
  read,
  check = checkDatabase,
  work,
  sayError = ({ message }) => console.error(message),
}: Command<O>): Promise<void> {
  let stopStack = async () => {};
  try {
    const options = read();
    if (options === null) return;
    stopStack = await ensureStack();
    await check(database());
    await work(database(), options);
  } catch (error) {
    const shown = toAppError(error);
    if (shown.code === "internal") logger.error({ err: error }, "command failed");
    sayError(shown);
    process.exitCode = 1;
  } finally {
    await closeDatabases();
    await stopStack();
  }
}
