import { migrate } from "#lib/db/migrate.ts";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { ensureStack } from "#lib/local-stack/ensure-stack.ts";

try {
  await ensureStack();
  const applied = await migrate(database());
  for (const version of applied) console.log(`applied ${version}`);
  if (applied.length === 0) console.log("Nothing to apply: the schema is up to date.");
} catch (error) {
  console.error(toAppError(error).message);
  process.exitCode = 1;
} finally {
  await closeDatabases();
}
