import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env, resetEnv } from "#lib/env/env.ts";
import { isAlive } from "./lock.ts";

/**
 * For commands: where no database is configured and no local stack runs, opens one in this process.
 * Returns what stops it again (nothing, where it was there already).
 */
export async function ensureStack(): Promise<() => Promise<void>> {
  if (!env().embedded || stackRuns(env().dataDir)) return async () => {};
  // Loaded only here: with a DATABASE_URL none of the stack's packages need to be installed.
  const { startStack } = await import("./stack.ts");
  const stack = await startStack(env().dataDir);
  resetEnv();
  return async () => {
    await stack.stop();
    resetEnv();
  };
}

/** True while the process that announced itself in `stack.json` still runs. */
function stackRuns(dataDir: string): boolean {
  const file = join(dataDir, "stack.json");
  if (!existsSync(file)) return false;
  // Written by our own stack, by rename: a reader never sees half of it.
  const { pid } = JSON.parse(readFileSync(file, "utf8")) as { pid: number };
  return isAlive({ pid });
}
