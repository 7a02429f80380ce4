import { env } from "#lib/env/env.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";

/**
 * For the start of the web server: ends the process with one line where it cannot work as it is configured. A database
 * that is away may come back: requests say so until then. The local stack is made ready by whoever starts both.
 */
export async function refuseUnfit(): Promise<void> {
  try {
    if (env().embedded) return;
    // Not whether every migration is applied: a built application does not have their files with it.
    const { checkFit, checkReachable } = await import("./check-database.ts");
    const { database } = await import("./pool.ts");
    const away = await checkReachable(database()).catch(toAppError);
    if (away) return logger.warn(away.message);
    await checkFit(database());
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === "internal") logger.error({ err: error }, "the web server could not start");
    process.stderr.write(`${message}\n`);
    process.exit(1);
  }
}
