import { env, resetEnv } from "#lib/env/env.ts";

/**
 * For commands: where no database is configured and no local stack runs, opens one in this process.
 * Returns what stops it again (nothing, where it was there already).
 */
export async function ensureStack(): Promise<() => Promise<void>> {
  if (!env().embedded || env().databaseUrl) return async () => {};
  // Loaded only here: with a DATABASE_URL none of the stack's packages need to be installed.
  const { startStack } = await import("./stack.ts");
  const stack = await startStack(env().dataDir);
  resetEnv();
  return async () => {
    await stack.stop();
    resetEnv();
  };
}
