import { expect, test } from "vitest";
import type { RunProgress, RunState } from "#lib/ingest/runs-schemas.ts";
import { budgetWords } from "./budget-words.ts";

type Given = { tokens?: number | null; spent?: number; state?: RunState; planned?: number };

function wordsOf({ tokens = 1_000, spent = 0, state = "running", planned = 0 }: Given) {
  const run = { state, heldBy: null, tokens: 0, planned: { tokens: planned } };
  const budget = { tokens, spent, endsAt: "2026-11-25T00:00:00.000Z" };
  return budgetWords({ run, budget } as unknown as RunProgress);
}

test("a budget is warned of from 80 % on, not before, and not where there is none", () => {
  expect(wordsOf({ spent: 799 })).toBeNull();
  expect(wordsOf({ spent: 800 })).toContain("800 of today's 1,000 tokens are spent. At the limit");
  expect(wordsOf({ spent: 2_000 })).toContain("questions are still answered");
  expect(wordsOf({ tokens: null, spent: 5_000 })).toBeNull();
  expect(wordsOf({ spent: 900, state: "succeeded" })).toBeNull();
});

test("a run that needs more than is left says where it will stand still", () => {
  expect(wordsOf({ spent: 400, planned: 600 })).toBeNull();
  expect(wordsOf({ spent: 400, planned: 601 })).toMatch(/needs 601 more: .* after about 600,/);
});
