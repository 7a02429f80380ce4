import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startAuthServer } from "./auth-server.ts";
import { demoAccounts } from "./demo-accounts.ts";
import { startGateway } from "./gateway.ts";
import { isPrepared } from "./is-prepared.ts";
import { takeLock } from "./lock.ts";
import { openPglite } from "./open-pglite.ts";

export type Stack = {
  databaseUrl: string;
  authUrl: string;
  publishableKey: string;
  /** True where an earlier start has left schema, staff and documents: nothing is to be prepared. */
  prepared: boolean;
  stop: () => Promise<void>;
};

type StackOptions = { onFatal?: (error: unknown) => void };

/** Opens database and Auth in this process and announces them in `<dataDir>/stack.json`. */
export async function startStack(dataDir: string, options: StackOptions = {}): Promise<Stack> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const undo: (() => unknown)[] = [takeLock(join(dataDir, "stack.lock"))];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const db = await openPglite({ dataDir: join(dataDir, "postgres") });
    undo.push(() => db.close());
    const prepared = await isPrepared(db);
    const socketPath = socketIn(dataDir);
    const gateway = await startGateway(db, { socketPath, ...options });
    undo.push(() => gateway.stop());
    const auth = await startAuthServer(dataDir);
    undo.push(() => auth.close());
    const open = {
      databaseUrl: socketUrl(socketPath),
      authUrl: auth.url,
      publishableKey: auth.publishableKey,
    };
    const file = join(dataDir, "stack.json");
    writeFileSync(`${file}.new`, JSON.stringify({ pid: process.pid, ...open, demoAccounts }), {
      mode: 0o600,
    });
    renameSync(`${file}.new`, file);
    undo.push(() => rmSync(file, { force: true }));
    return { ...open, prepared, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where a socket goes: a 0700 folder in the data folder, or a short one where the path would pass 100. */
export function socketIn(dataDir: string): string {
  const near = join(dataDir, "socket");
  const path = join(near, ".s.PGSQL.5432");
  if (path.length > 100) return join(mkdtempSync(join(tmpdir(), "console-")), ".s.PGSQL.5432");
  mkdirSync(near, { recursive: true, mode: 0o700 });
  return path;
}

/** The connection string of a Unix socket, as libpq and `pg` both read it. */
export function socketUrl(socketPath: string): string {
  return `postgres:///postgres?host=${encodeURIComponent(dirname(socketPath))}&port=5432&user=postgres`;
}
