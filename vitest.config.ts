import { defineConfig } from "vitest/config";
import { SlowFirst } from "./lib/testing/slow-first.ts";

const exclude = ["node_modules/**", ".next/**", "e2e/**"];

export default defineConfig({
  // Only what tests must not share with a running console; every test makes its own data folder.
  test: {
    pool: "forks",
    maxWorkers: 2,
    isolate: false,
    setupFiles: ["./lib/testing/same-start.ts"],
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As with the browser: processes and clocks of a busy machine. The test command names what needed it.
          retry: 1,
        },
      },
    ],
  },
});
