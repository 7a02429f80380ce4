import { checkReachable } from "#lib/db/check-database.ts";
import { migrate } from "#lib/db/migrate.ts";
import { runCommand } from "./run-command.ts";

await runCommand({
  read: () => ({}),
  check: checkReachable,
  work: async (db) => {
    const applied = await migrate(db);
    for (const version of applied) console.log(`applied ${version}`);
    if (applied.length === 0) console.log("Nothing to apply: the schema is up to date.");
  },
});
