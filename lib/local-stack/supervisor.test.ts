import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "./ports.ts";
import { createSupervisor } from "./supervisor.ts";

const folder = mkdtempSync(join(tmpdir(), "supervisor-"));
const script = (name: string) => join(folder, `${name}.mjs`);

beforeAll(() => {
  writeFileSync(script("crash"), "console.error('broken'); process.exit(3);");
  writeFileSync(script("good"), "console.log('done');");
  writeFileSync(script("stubborn"), stubborn);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ignores every polite signal, and has a child that does too. */
const stubborn = `import { spawn } from "node:child_process";
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
if (!process.argv[2]) {
  const child = spawn(process.execPath, [process.argv[1], "child"], { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.once("data", () => { console.log("pid " + child.pid); process.send("ready"); });
} else console.log("up");
setInterval(() => {}, 1000);`;

function supervise() {
  const lines: string[] = [];
  const halt = new AbortController();
  const supervisor = createSupervisor({ print: (line) => lines.push(line), signal: halt.signal });
  return { lines, halt, supervisor };
}

test("a command's output is prefixed and its failure is thrown", async () => {
  const { lines, supervisor } = supervise();
  await supervisor.run("good", [script("good")]);
  await expect(supervisor.run("crash", [script("crash")])).rejects.toThrow("crash failed (3)");
  expect(lines.map((line) => line.trim())).toEqual(["good │ done", "crash │ broken"]);
});

test("what must be ready and crashes instead is said", async () => {
  const { supervisor } = supervise();
  await expect(supervisor.start("crash", [script("crash")]).ready).rejects.toThrow(
    "crash ended (3) before it was ready",
  );
});

test("a kept process that crashes is announced and started again", async () => {
  const { lines, halt, supervisor } = supervise();
  const kept = supervisor.keep("worker", [script("crash")]);
  await expect
    .poll(() => lines.filter((l) => l.includes("broken")).length, { timeout: 8_000 })
    .toBe(2);
  halt.abort();
  await kept;
  expect(lines).toContain("worker ended (3); starting it again in 1 s");
});

test("stopping ends even what ignores signals, and its children, within 5 s", async () => {
  const { lines, halt, supervisor } = supervise();
  const web = supervisor.start("web", [script("stubborn")]);
  const stack = supervisor.start("stack", [script("stubborn")]);
  await Promise.all([web.ready, stack.ready]);
  await expect.poll(() => lines.length).toBe(2);
  const grandchildren = lines.map((line) => Number(line.split("pid ")[1]));
  const since = Date.now();
  halt.abort();
  await supervisor.stopAll(stack);
  expect(Date.now() - since).toBeLessThan(5_000);
  await expect.poll(() => grandchildren.filter(isRunning)).toEqual([]);
});

test("a port in use is passed over", async () => {
  const server = createServer();
  const taken = await freePort(41_000);
  await new Promise<void>((resolve) => server.listen(taken, "127.0.0.1", resolve));
  expect(await freePort(taken)).toBeGreaterThan(taken);
  await new Promise((resolve) => server.close(resolve));
});

/** A killed orphan that nobody reaps (pid 1 of many containers does not) is not running. */
function isRunning(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
    return !state.startsWith("Z");
  } catch {
    return false;
  }
}
