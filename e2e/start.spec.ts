import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "#lib/local-stack/ports.ts";
import { expect, test } from "./fixtures.ts";

const started: ChildProcess[] = [];
test.afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** `next start` by itself, as on a host without our supervisor. */
async function startWeb(env: Record<string, string>) {
  const port = await freePort(3850);
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "-p", String(port)],
    { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env } },
  );
  started.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part) => (said += part));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { url: `http://127.0.0.1:${port}`, ended, said: () => said };
}

test("the web server does not start over a wrong variable, or over a database of another environment", async () => {
  const wrong = await startWeb({ CONSOLE_ENVIRONMENT: "moon" });
  expect(await wrong.ended).toBe(1);
  expect(wrong.said()).toContain("CONSOLE_ENVIRONMENT takes local, preview or production");

  const stack = join(process.env.E2E_DATA_DIR ?? "", "stack.json");
  const { databaseUrl } = JSON.parse(readFileSync(stack, "utf8"));
  const other = await startWeb({ DATABASE_URL: databaseUrl, CONSOLE_ENVIRONMENT: "preview" });
  expect(await other.ended).toBe(1);
  expect(other.said()).toContain("This database belongs to the environment local");
});

test("over a database that is ready it starts by itself", async () => {
  const stack = join(process.env.E2E_DATA_DIR ?? "", "stack.json");
  const { databaseUrl } = JSON.parse(readFileSync(stack, "utf8"));
  const own = await startWeb({ DATABASE_URL: databaseUrl, CONSOLE_ENVIRONMENT: "local" });
  const health = async () => {
    const answer = await fetch(`${own.url}/api/health`).catch(() => undefined);
    return (await answer?.json())?.database;
  };
  await expect.poll(health).toBe("ok");
});

test("over a database that is away it starts, says so, and is not ready", async () => {
  const away = await startWeb({
    DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/nothing",
    CONSOLE_ENVIRONMENT: "local",
  });
  const health = async () => {
    const answer = await fetch(`${away.url}/api/health`).catch(() => undefined);
    return answer?.status;
  };
  await expect.poll(health).toBe(503);
  expect(away.said()).toContain("The database cannot be reached (ECONNREFUSED)");
  expect(away.said()).not.toContain("secret");
});
