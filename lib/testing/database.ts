import { createHash } from "node:crypto";
import { readMigrations } from "#lib/db/migrations.ts";
import { closeDatabases, type Db, openDatabase } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { overrideEnv } from "#lib/env/override-env.ts";

export type TestDatabase = { db: Db; url: string; close: () => Promise<void> };

type Made = { url: string; drop: () => Promise<void> };

/**
 * A fresh migrated database, and env() that names it: on TEST_DATABASE_URL where that is set, else the
 * local stack's kind in this process. Each test file makes one and closes it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = childEnvironment().TEST_DATABASE_URL;
  const hash = createHash("sha256")
    .update(JSON.stringify(readMigrations()))
    .digest("hex")
    .slice(0, 12);
  const made: Made = server
    ? await (await import("./server-database.ts")).cloneOnServer(server, hash)
    : await (await import("./embedded-database.ts")).openEmbedded(hash);
  useDatabase(made.url);
  const db = openDatabase(made.url, 5);
  return {
    db,
    url: made.url,
    close: async () => {
      await db.destroy();
      await closeDatabases();
      await made.drop();
    },
  };
}

/** Points env() of this process, and of those that it starts, at a database. */
export function useDatabase(url: string): void {
  overrideEnv({ DATABASE_URL: url, CONSOLE_ENVIRONMENT: "local" });
}
