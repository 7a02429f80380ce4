import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, takeLock } from "./lock.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "stack.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a second taker is told who holds it", () => {
  const release = takeLock(file);
  expect(() => takeLock(file)).toThrow(`process ${process.pid} holds ${file}`);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a released lock can be taken again", () => {
  takeLock(file)();
  takeLock(file)();
  expect(readdirSync(folder)).toEqual([]);
});

test("a dead holder's lock is taken", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("close", resolve));
  writeFileSync(file, JSON.stringify({ pid: child.pid, start: "1" }));
  const release = takeLock(file);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
  release();
});

test("a half-written lock is taken", () => {
  writeFileSync(file, '{"pid":');
  const release = takeLock(file);
  expect(() => takeLock(file)).toThrow("already running");
  release();
});

test.runIf(process.platform === "linux")(
  "a later process with the same pid is not the holder",
  () => {
    expect(isAlive({ pid: process.pid })).toBe(true);
    expect(isAlive({ pid: process.pid, start: "1" })).toBe(false);
  },
);
