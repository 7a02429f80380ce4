import { existsSync, rmSync, symlinkSync } from "node:fs";
import { basename } from "node:path";
import { childEnvironment } from "#lib/env/env.ts";

/**
 * Puts the pnpm that runs this program beside the project's other commands, where the next `npx pnpm` looks first.
 * Else npx asks the registry and reads all of node_modules before each start. Does nothing under another runner.
 */
export function linkPnpm(bin = "node_modules/.bin"): void {
  const { npm_execpath: pnpm } = childEnvironment();
  const link = `${bin}/pnpm`;
  if (!pnpm || !basename(pnpm).startsWith("pnpm") || process.platform === "win32") return;
  if (existsSync(link) || !existsSync(bin)) return;
  try {
    // One that leads nowhere is left over from a cache that was emptied.
    rmSync(link, { force: true });
    symlinkSync(pnpm, link);
  } catch {
    // A folder that may not be written to: npx finds pnpm as it did before.
  }
}
