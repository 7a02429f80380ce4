import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";

const dataDir = mkdtempSync(join(tmpdir(), "crash-"));
let stack: ChildProcess | undefined;

afterAll(() => {
  stack?.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

test("after ten kills in the middle of writing, every acknowledged row is there", async () => {
  const acknowledged: number[] = [];
  let next = 0;
  for (let round = 0; round < 10; round++) {
    stack = await startStack();
    const url = databaseUrl();
    await once(url, "create table if not exists written (id int primary key, filler text)");
    const writers = [1, 2, 3].map(() => write(url, () => next++, acknowledged));
    const goal = acknowledged.length + 60;
    await reached(() => acknowledged.length >= goal);
    const gone = new Promise((resolve) => stack?.once("close", resolve));
    stack.kill("SIGKILL");
    await Promise.all([gone, ...writers]);
  }
  stack = await startStack();
  const { rows } = await once(databaseUrl(), "select id from written");
  const there = new Set(rows.map((row) => row.id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(600);
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  // One statement of each writer may have been done without its answer having arrived.
  expect(there.size - acknowledged.length).toBeLessThanOrEqual(30);
});

test("a second stack on the same folder says who holds it and exits 1", async () => {
  stack ??= await startStack();
  const second = spawnStack();
  let said = "";
  second.stderr?.on("data", (text) => {
    said += text;
  });
  expect(await new Promise((resolve) => second.once("close", resolve))).toBe(1);
  expect(said).toContain(`process ${stack.pid} holds`);
});

test("SIGTERM ends the stack cleanly and takes its announcement away", async () => {
  stack ??= await startStack();
  const code = new Promise((resolve) => stack?.once("close", resolve));
  stack.kill("SIGTERM");
  expect(await code).toBe(0);
  expect(() => databaseUrl()).toThrow("ENOENT");
});

function spawnStack(): ChildProcess {
  const { DATABASE_URL: _, ...rest } = childEnvironment({ CONSOLE_DATA_DIR: dataDir });
  return spawn(process.execPath, ["lib/local-stack/main.ts"], {
    env: rest,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function startStack(): Promise<ChildProcess> {
  const child = spawnStack();
  let said = "";
  child.stderr?.on("data", (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("close", (code) => reject(new Error(`the stack ended (${code}): ${said}`)));
  });
}

function databaseUrl(): string {
  return JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8")).databaseUrl;
}

async function once(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

/** Writes rows of 2 kB one after another until the connection breaks. */
async function write(url: string, id: () => number, acknowledged: number[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  let broken = false;
  client.on("error", () => {
    broken = true;
  });
  await client.connect();
  while (!broken) {
    const mine = id();
    const done = await client
      .query("insert into written values ($1, $2)", [mine, "x".repeat(2_000)])
      .then(() => true)
      .catch(() => false);
    if (!done) return;
    acknowledged.push(mine);
  }
}

async function reached(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
