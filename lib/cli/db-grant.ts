import { parseArgs } from "node:util";
import { checkReachable } from "#lib/db/check-database.ts";
import { grantLogin } from "#lib/db/grant-login.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { runCommand } from "./run-command.ts";

await runCommand({
  read: () => {
    const { positionals } = parseArgs({ allowPositionals: true, strict: false });
    const [login, ...rest] = positionals;
    if (!login || rest.length > 0)
      throw new AppError("bad_request", "usage: npx pnpm db:grant <login>");
    return login;
  },
  check: checkReachable,
  work: async (db, login) => {
    for (const warning of await grantLogin(db, login)) console.warn(`warning: ${warning}`);
    console.log(`${login} may now step down to the console's four roles.`);
  },
});
