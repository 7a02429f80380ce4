import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
);
const port = Number(process.env.E2E_PORT ?? 3180);
// Kept in the environment: Playwright reads this file again in every worker.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "console-e2e-"));

/** Most of what has a console of its own or changes nothing runs beside the others: the two take about as long. */
const beside = /\/(curate|curate-\w+|pages|password)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  // Only what never comes waits as long: a busy machine takes many times what a quiet one takes.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  projects: [
    // One after the other: they share a console, and each leaves it changed.
    { name: "one console", testIgnore: beside, workers: 1 },
    { name: "beside it", testMatch: beside, workers: 1 },
  ],
  // A busy machine delays what a person would wait for. What passes only then is listed as flaky, by name.
  retries: 1,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    // A click that waits longer waits for something that never comes.
    actionTimeout: 30_000,
    baseURL: `http://localhost:${port}`,
    // A picture of each step costs a quarter of the processor; the trace has the page's state without them.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node lib/cli/start.ts",
    url: `http://localhost:${port}/login`,
    timeout: 240_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    env: { PORT: String(port), CONSOLE_DATA_DIR: process.env.E2E_DATA_DIR },
  },
});
