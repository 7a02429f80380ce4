import { spawn } from "node:child_process";
import { sql } from "kysely";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { env } from "#lib/env/env.ts";
import { AppError, toAppError } from "#lib/errors/app-error.ts";
import { demoAccounts } from "#lib/local-stack/demo-accounts.ts";
import { ensureAccount } from "#lib/local-stack/ensure-account.ts";

/** Demo staff and the sample corpus for a first start; later starts find both and change nothing. */
try {
  const { embedded, authUrl, publishableKey } = env();
  if (!embedded || !authUrl || !publishableKey)
    throw new AppError("conflict", "Sample data exists only with the local stack, while it runs.");
  await seedStaff(authUrl, publishableKey);
  await seedCorpus();
} catch (error) {
  console.error(toAppError(error).message);
  process.exitCode = 1;
} finally {
  await closeDatabases();
}

/** Somebody whom an admin took out stays out: only an empty staff table is filled. */
async function seedStaff(authUrl: string, publishableKey: string): Promise<void> {
  const db = database();
  const { rows } = await sql`select 1 from console.staff limit 1`.execute(db);
  if (rows.length > 0) return;
  for (const { email, password, role } of demoAccounts) {
    const userId = await ensureAccount(authUrl, publishableKey, { email, password });
    await sql`insert into console.staff (user_id, email, role) values (${userId}, ${email}, ${role})
      on conflict (email) do nothing`.execute(db);
  }
  console.log(`${demoAccounts.length} demo accounts made`);
}

/** A sample that did not ingest whole is said, but does not keep the console from starting. */
async function seedCorpus(): Promise<void> {
  const { documents } = baseTables();
  const { rows } = await sql`select 1 from ${documents} limit 1`.execute(database());
  if (rows.length > 0) return;
  console.log("ingesting the sample corpus");
  const ingest = spawn(process.execPath, ["lib/cli/ingest.ts"], { stdio: "inherit" });
  const code = await new Promise((resolve) => ingest.once("close", resolve));
  if (code !== 0) console.error(`the sample corpus was not ingested whole (exit code ${code})`);
}
