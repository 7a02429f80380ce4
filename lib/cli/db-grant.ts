import { parseArgs } from "node:util";
import { grantLogin } from "#lib/db/grant-login.ts";
import { closeDatabases, database } from "#lib/db/pool.ts";
import { toAppError } from "#lib/errors/app-error.ts";
import { ensureStack } from "#lib/local-stack/ensure-stack.ts";

const { positionals } = parseArgs({ allowPositionals: true });
const [login] = positionals;

if (!login || positionals.length > 1) {
  console.error("usage: npx pnpm db:grant <login>");
  process.exitCode = 1;
} else {
  try {
    await ensureStack();
    for (const warning of await grantLogin(database(), login)) console.warn(`warning: ${warning}`);
    console.log(`${login} may now step down to the console's four roles.`);
  } catch (error) {
    console.error(toAppError(error).message);
    process.exitCode = 1;
  } finally {
    await closeDatabases();
  }
}
