import { expect, test } from "vitest";
import type { Overview } from "#lib/curate/overview-schemas.ts";
import { judge } from "./judge.ts";

type Given = { serving?: number; stale?: number; missing?: number; leaks?: number; run?: string };

function overview({ serving = 9, stale = 0, missing = 0, leaks = 0, run = "succeeded" }: Given) {
  return {
    states: { serving: { documents: serving }, documents: { stale, missing } },
    suspects: { leaks, at: "2026-11-24T00:00:00Z" },
    lastRun: { state: run },
  } as unknown as Overview;
}

test.each([
  [{}, "yes"],
  [{ stale: 1 }, "look"],
  [{ missing: 1 }, "look"],
  [{ run: "failed" }, "look"],
  [{ run: "succeeded with errors" }, "yes"],
  [{ leaks: 1, stale: 1 }, "no"],
  [{ serving: 0 }, "no"],
] as const)("%j: %s", (given, fit) => {
  expect(judge(overview(given)).fit).toBe(fit);
});
