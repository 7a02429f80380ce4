import { addStaff } from "#lib/auth/add-staff.ts";
import { openDatabase } from "#lib/db/pool.ts";
import { openInMemory } from "#lib/local-stack/memory-database.ts";
import { freePort } from "#lib/local-stack/ports.ts";
import { createSupervisor, listening } from "#lib/local-stack/supervisor.ts";
import { type FakeAuth, startFakeAuth } from "#lib/testing/fake-auth.ts";
import { test as base, expect } from "./fixtures.ts";
import { webServer } from "./web-server.ts";

type HostedConsole = {
  url: string;
  auth: FakeAuth;
  addStaff: (email: string, role: "admin" | "viewer") => Promise<unknown>;
  /** All that its processes printed. */
  said: () => string;
};

/** A console as on a host: a database and an Auth server of the environment's naming, no local stack. */
export const test = base.extend<{ quiet: undefined }, { hosted: HostedConsole }>({
  hosted: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern.
    async ({}, use) => {
      const { hosted, stop } = await startHosted();
      await use(hosted);
      await stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ hosted }, use) => use(hosted.url),
  // Whatever a test does: no link's code and no session's token is logged.
  quiet: [
    async ({ hosted }, use) => {
      await use(undefined);
      expect(hosted.auth.secrets.filter((one) => hosted.said().includes(one))).toEqual([]);
    },
    { auto: true },
  ],
});

async function startHosted() {
  const halt = new AbortController();
  const said: string[] = [];
  const { start, run, stopAll } = createSupervisor({
    print: (line) => void said.push(line),
    signal: halt.signal,
  });
  const auth = await startFakeAuth();
  const database = await openInMemory();
  const db = openDatabase(database.url, 1);
  const stop = async () => {
    halt.abort();
    await stopAll(undefined);
    await db.destroy();
    await database.drop();
    await auth.close();
  };
  const env = {
    DATABASE_URL: database.url,
    CONSOLE_ENVIRONMENT: "preview",
    NEXT_PUBLIC_SUPABASE_URL: auth.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: auth.keys.publishable,
    SUPABASE_SECRET_KEY: auth.keys.secret,
  };
  try {
    await run("migrate", ["lib/cli/db-migrate.ts"], env);
    const port = await freePort(3900);
    start("web", webServer(port), env);
    await listening(port, halt.signal);
    const hosted: HostedConsole = {
      url: `http://localhost:${port}`,
      auth,
      addStaff: (email, role) => addStaff(db, { label: "a test" }, { email, role }),
      said: () => said.join("\n"),
    };
    return { hosted, stop };
  } catch (error) {
    await stop();
    throw new Error(`the console did not start:\n${said.slice(-20).join("\n")}`, { cause: error });
  }
}
