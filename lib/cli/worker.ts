import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { checkDatabase } from "#lib/db/check-database.ts";
import { closeDatabases, openDatabase } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { AppError, StackAway, toAppError } from "#lib/errors/app-error.ts";
import { plural } from "#lib/format/number.ts";
import { logger } from "#lib/logger/logger.ts";
import { jobs } from "#lib/worker/jobs.ts";
import { runWorker } from "#lib/worker/run-worker.ts";

const usage = `Usage: pnpm worker [--once]
Takes ingestion and re-embed jobs until it is stopped; with --once only those that wait.`;
const graceMs = 8_000;

try {
  const { once } = readArguments();
  const { databaseUrl, corpusRoot, environment } = env();
  if (!databaseUrl) throw new StackAway();
  if (!corpusRoot)
    throw new AppError(
      "invalid",
      "CORPUS_ROOT is required for a worker with DATABASE_URL: the folder of the source files",
    );
  await work(databaseUrl, environment, once);
} catch (error) {
  const shown = toAppError(error);
  if (shown.code === "internal") logger.error({ err: error }, "worker failed");
  console.error(shown.message);
  process.exitCode = 1;
}

async function work(url: string, environment: string, once: boolean): Promise<void> {
  const stop = stopOnSignal();
  const db = openDatabase(url, 3);
  try {
    await checkDatabase(db);
    logger.info({ environment }, "worker takes jobs");
    const { done, failed } = await runWorker({
      db,
      url,
      once,
      jobs,
      signal: stop.signal,
    });
    if (!once) return;
    console.log(`${plural(done, "job")} done, ${failed} failed`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    // A handler that was left behind still holds a connection: its transaction ends with this process.
    const closed = Promise.all([db.destroy(), closeDatabases()]);
    await Promise.race([closed, wait(1_000, undefined, { ref: false })]);
    if (stop.signal.aborted) process.exit(process.exitCode ?? 0);
  }
}

function stopOnSignal(): AbortController {
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const)
    process.on(name, () => {
      if (stop.signal.aborted) return;
      logger.info("worker stops: the job in hand is finished or given back");
      stop.abort(new Error("the worker stops"));
      // A handler that does not listen loses its job by heartbeat, as if the worker had died.
      setTimeout(() => process.exit(1), graceMs).unref();
    });
  return stop;
}

function readArguments() {
  try {
    return parseArgs({ options: { once: { type: "boolean", default: false } } }).values;
  } catch (error) {
    throw new AppError("bad_request", usage, { cause: error });
  }
}
