import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env, resetEnv } from "./env.ts";

let dataDir = "";

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "stack-file-"));
  vi.stubEnv("CONSOLE_DATA_DIR", dataDir);
  vi.stubEnv("DATABASE_URL", "");
  resetEnv();
});
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
  rmSync(dataDir, { recursive: true, force: true });
});

function announce(pid: number, databaseUrl: string) {
  const open = { pid, databaseUrl, authUrl: "http://127.0.0.1:1", publishableKey: "key" };
  writeFileSync(join(dataDir, "stack.json"), JSON.stringify(open));
}

test("looks again until the local stack has announced itself, then keeps what it found", () => {
  expect(env().databaseUrl).toBeUndefined();
  announce(process.pid, "postgres://first");
  expect(env().databaseUrl).toBe("postgres://first");
  announce(process.pid, "postgres://second");
  expect(env().databaseUrl).toBe("postgres://first");
});

test("a console with a database of its own has nothing of a stack that runs beside it", () => {
  const demoAccounts = [{ email: "admin@demo.local", password: "known", role: "admin" }];
  const open = { pid: process.pid, databaseUrl: "postgres://stack", authUrl: "http://127.0.0.1:1" };
  writeFileSync(
    join(dataDir, "stack.json"),
    JSON.stringify({ ...open, publishableKey: "key", demoAccounts }),
  );
  expect(env().demoAccounts).toEqual(demoAccounts);
  vi.stubEnv("DATABASE_URL", "postgres://own");
  vi.stubEnv("CONSOLE_ENVIRONMENT", "local");
  resetEnv();
  expect(env()).toMatchObject({ databaseUrl: "postgres://own", demoAccounts: [] });
  expect(env().authUrl).toBeUndefined();
});

test("does not believe the file that a killed stack left behind", () => {
  announce(2 ** 30, "postgres://gone");
  expect(env().databaseUrl).toBeUndefined();
});
