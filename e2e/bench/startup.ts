import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { childEnvironment } from "#lib/env/env.ts";
import { freePort } from "#lib/local-stack/ports.ts";
import type { Figure } from "./figure.ts";

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** What a new user waits: from `git clone` of the last commit to a login page that answers, then again. */
export async function benchStartup(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "console-bench-"));
  const clone = join(folder, "console");
  try {
    const begin = performance.now();
    execFileSync("git", ["clone", "--quiet", process.cwd(), clone]);
    const first = await startAndStop(clone, begin);
    // The first was stopped at once: on a slow machine its compile cache was not written whole.
    const second = await startAndStop(clone, performance.now());
    const later = await startAndStop(clone, performance.now());
    return [
      { name: "clone to login page", value: seconds(first.loginMs), goal: "≤ 90 s" },
      { name: "second start to login page", value: seconds(second.loginMs), goal: "≤ 8 s" },
      { name: "third start to login page", value: seconds(later.loginMs), goal: "≤ 8 s" },
      { name: "Ctrl-C to all stopped", value: seconds(later.stopMs), goal: "≤ 5 s" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function startAndStop(clone: string, begin: number) {
  // A bench's own variables must not turn the clone into somebody else's console.
  const { DATABASE_URL: _, CONSOLE_DATA_DIR: __, ...rest } = childEnvironment();
  // pnpm tells the scripts that it runs to install nothing: the clone has to.
  const { pnpm_config_verify_deps_before_run: ___, NODE_COMPILE_CACHE: ____, ...env } = rest;
  const port = await freePort(3900);
  const child = spawn("npx", ["--yes", "pnpm", "dev"], {
    cwd: clone,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const url = await Promise.race([announced(child), endedEarly(child)]);
  await answering(`${url}/login`);
  const loginMs = performance.now() - begin;
  const asked = performance.now();
  const ended = new Promise((resolve) => child.once("close", resolve));
  // A terminal's Ctrl-C reaches the whole foreground group.
  if (child.pid) process.kill(-child.pid, "SIGINT");
  await ended;
  return { loginMs, stopMs: performance.now() - asked };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = line.match(/The console is at (http:\/\/\S+)/)?.[1];
      if (url) resolve(url);
    });
  });
}

function endedEarly(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => {
    child.once("close", (code) => reject(new Error(`the console ended early (${code})`)));
  });
}

/** The page counts once it is whole: a first request also pays for compiling it. */
async function answering(url: string): Promise<void> {
  const response = await fetch(url);
  const body = await response.text();
  if (!response.ok || !body.includes("Sign in"))
    throw new Error(`the login page answered ${response.status}`);
}
