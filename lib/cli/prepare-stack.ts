import { spawn } from "node:child_process";
import { sql } from "kysely";
import { checkReachable } from "#lib/db/check-database.ts";
import { migrate } from "#lib/db/migrate.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { env } from "#lib/env/env.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { demoAccounts } from "#lib/local-stack/demo-accounts.ts";
import { runCommand } from "./run-command.ts";

/**
 * The local stack's schema, then for a first start demo staff and the sample corpus; later starts find all and change
 * nothing. One process: what a person waits for at each start is mostly the starting of processes.
 */
await runCommand({
  read: () => {
    const { embedded, authUrl, publishableKey } = env();
    if (embedded && authUrl && publishableKey) return { authUrl, publishableKey };
    throw new AppError("conflict", "Sample data exists only with the local stack, while it runs.");
  },
  check: checkReachable,
  work: async (db, { authUrl, publishableKey }) => {
    for (const version of await migrate(db)) console.log(`applied ${version}`);
    await seedStaff(db, authUrl, publishableKey);
    await seedCorpus(db);
  },
});

/** Somebody whom an admin took out stays out: only an empty staff table is filled. */
async function seedStaff(db: Db, authUrl: string, publishableKey: string): Promise<void> {
  const { rows } = await sql`select 1 from console.staff limit 1`.execute(db);
  if (rows.length > 0) return;
  const { ensureAccount } = await import("#lib/local-stack/ensure-account.ts");
  for (const { email, password, role } of demoAccounts) {
    const userId = await ensureAccount(authUrl, publishableKey, { email, password });
    await sql`insert into console.staff (user_id, email, role) values (${userId}, ${email}, ${role})
      on conflict (email) do nothing`.execute(db);
  }
  console.log(`${demoAccounts.length} demo accounts made`);
}

/** A sample that did not ingest whole is said, but does not keep the console from starting. */
async function seedCorpus(db: Db): Promise<void> {
  const { documents } = baseTables();
  const { rows } = await sql`select 1 from ${documents} limit 1`.execute(db);
  if (rows.length > 0) return;
  console.log("ingesting the sample corpus");
  const ingest = spawn(process.execPath, ["lib/cli/ingest.ts"], { stdio: "inherit" });
  const code = await new Promise((resolve) => ingest.once("close", resolve));
  if (code !== 0) console.error(`the sample corpus was not ingested whole (exit code ${code})`);
}
