import { isBuiltServer } from "#lib/env/mode.ts";

/**
 * Before the first request: a wrong variable, or a database that this version cannot work with, ends the server with
 * one line that says what to do.
 */
export async function register(): Promise<void> {
  // In development whoever starts the server has looked: compiled with the pages, this costs each start a second.
  if (!isBuiltServer()) return;
  const { refuseUnfit } = await import("#lib/db/refuse-unfit.ts");
  await refuseUnfit();
}
