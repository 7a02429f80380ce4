import { expect, test } from "vitest";
import type { RunProgress, RunState } from "#lib/ingest/runs-schemas.ts";
import { budgetWords, setBudgetWords } from "./budget-words.ts";

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

test("a set of vectors is warned of by the same rule, and not where nobody is paid", () => {
  const setWords = (spent: number, paid = true) =>
    setBudgetWords({
      model: "m",
      chunks: 1,
      tokens: 100,
      paid,
      perMillion: 0.13,
      since: null,
      cost: 0,
      budget: { tokens: 1_000, spent, endsAt: "2026-11-25T00:00:00.000Z" },
    });
  expect(setWords(799)).toBeNull();
  expect(setWords(800)).toContain("At the limit sets stand still until tomorrow");
  expect(setWords(1_000)).toMatch(/This set needs 100 more: .* after about 0,/);
  expect(setWords(1_000, false)).toBeNull();
});
