import { parseArgs } from "node:util";
import { closeDatabases, openDatabase } from "#lib/db/pool.ts";
import { env } from "#lib/env/env.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { logger } from "#lib/logger/logger.ts";
import { runJobHandler } from "#lib/worker/handlers.ts";
import { runWorker } from "#lib/worker/run-worker.ts";

const graceMs = 8_000;

try {
  const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
  const url = env().databaseUrl;
  if (!url) throw new Error("The local stack is not running. Start it with: npx pnpm dev");
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"] as const)
    process.once(name, () => {
      logger.info("worker stops: the job in hand is finished or given back");
      stop.abort(new Error("the worker stops"));
      // A handler that does not listen loses its job by heartbeat, as if the worker had died.
      setTimeout(() => process.exit(1), graceMs).unref();
    });
  const db = openDatabase(url, 3);
  logger.info({ environment: env().environment }, "worker takes jobs");
  const done = await runWorker({
    db,
    url,
    runHandler: runJobHandler(db),
    signal: stop.signal,
    once: values.once,
  });
  if (values.once) process.stdout.write(`${done} ${done === 1 ? "job" : "jobs"} done\n`);
  await db.destroy();
  await closeDatabases();
} catch (error) {
  const known = toAppError(error);
  const plain = error instanceof Error && known.code === "internal" ? error.message : known.message;
  process.stderr.write(`${plain}\n`);
  process.exitCode = 1;
}
