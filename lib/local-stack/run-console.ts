import { existsSync } from "node:fs";
import { isLoopback } from "#lib/db/loopback.ts";
import { env } from "#lib/env/env.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { demoAccounts } from "./demo-accounts.ts";
import { linkPnpm } from "./link-pnpm.ts";
import { freePort } from "./ports.ts";
import { createSupervisor, listening, type Supervisor } from "./supervisor.ts";

type RunOptions = { mode: "dev" | "start"; worker: boolean };

const next = "node_modules/next/dist/bin/next";

/**
 * Runs the whole console until Ctrl-C: local stack where no database is configured (then also migrations and
 * the first seed), web, worker. Returns the exit code: 0 after Ctrl-C, 1 after a crash.
 */
export async function runConsole({ mode, worker }: RunOptions): Promise<number> {
  const halt = new AbortController();
  let code = 0;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const crash = (reason: string) => {
    if (halt.signal.aborted) return;
    code = 1;
    process.stderr.write(`${reason}\n`);
    halt.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => halt.abort());
  const supervisor = createSupervisor({ print, signal: halt.signal });
  let stack: ReturnType<Supervisor["start"]> | undefined;
  try {
    const { embedded, databaseUrl, PORT } = env();
    if (mode === "start" && !existsSync(".next/BUILD_ID"))
      await supervisor.run("build", [next, "build"]);
    if (!embedded && mode === "dev") await refuseUnfitDatabase();
    const port = await freePort(PORT);
    if (port !== PORT) print(`Port ${PORT} is in use: taking ${port}.`);
    if (embedded) {
      stack = supervisor.start("stack", ["lib/local-stack/main.ts"]);
      stack.ended.then((how) => crash(`The local stack ended (${how}); everything stops.`));
      // Somebody's stack runs here already: ours will say whose, before anything else starts.
      if (databaseUrl) await stack.ready;
    }
    // Demo accounts are for this machine alone.
    const host = embedded || mode === "dev" ? ["-H", "127.0.0.1"] : [];
    const web = supervisor.start("web", [next, mode, "-p", String(port), ...host], {
      NEXT_TELEMETRY_DISABLED: "1",
      // Else it ends before its compile cache is written, and the next start compiles again: 6.6 s, not 3.5.
      __NEXT_DEV_WAIT_FOR_TURBOPACK_SHUTDOWN: "1",
    });
    web.ended.then((how) => crash(`The web server ended (${how}); everything stops.`));
    const warmed = listening(port, halt.signal).then(() => warm(port));
    warmed.catch(() => undefined);
    if (stack && !hasPrepared(await stack.ready))
      await supervisor.run("prepare", ["lib/cli/prepare-stack.ts"]);
    const worked = worker || embedded || (databaseUrl !== undefined && isLoopback(databaseUrl));
    // The worker waits for the first page: on few cores it would slow what a person waits for.
    await warmed;
    if (worked) void supervisor.keep("worker", ["lib/cli/worker.ts"]).catch(() => {});
    announce(port, embedded, worked, print);
    linkPnpm();
    await new Promise((resolve) => halt.signal.addEventListener("abort", resolve));
  } catch (error) {
    if (!halt.signal.aborted) crash(plain(error));
  }
  halt.abort();
  await supervisor.stopAll(stack);
  return code;
}

/** In production the web server looks by itself. */
async function refuseUnfitDatabase(): Promise<void> {
  const { checkDatabase } = await import("#lib/db/check-database.ts");
  const { closeDatabases, database } = await import("#lib/db/pool.ts");
  await checkDatabase(database()).finally(closeDatabases);
}

/** Only a start that finds something missing pays for a process that makes it. */
function hasPrepared(told: unknown): boolean {
  return typeof told === "object" && told !== null && "prepared" in told && told.prepared === true;
}

/** The first page is compiled (in development) while the database still opens. Its answer does not count. */
async function warm(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/login`).catch(() => undefined);
}

function announce(port: number, embedded: boolean, worked: boolean, print: (l: string) => void) {
  print(`\nThe console is at http://localhost:${port}  (${env().environment})`);
  if (!worked)
    print("No worker: the database is on another machine. Start one here with --worker.");
  if (embedded) {
    print("Local sign-ins (this machine only):");
    for (const { email, password, role } of demoAccounts)
      print(`  ${email.padEnd(20)} ${password}   ${role}`);
  }
  print("Ctrl-C stops everything.\n");
}

function plain(error: unknown): string {
  const known = toAppError(error);
  return known.code === "internal" && error instanceof Error ? error.message : known.message;
}
