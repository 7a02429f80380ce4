import { describe, expect, it } from "vitest";
import { parseLane } from "#components/retrieval/lane-tokens.ts";
import type { ShadowSet } from "#lib/ingest/shadow-schemas.ts";
import { compareHref, planWords, stateOf } from "./words.ts";

const set: ShadowSet = {
  id: "s",
  model: "m",
  state: "resting",
  errorMessage: null,
  held: false,
  createdAt: "2026-01-01T00:00:00.000Z",
  createdBy: "admin",
  filledAt: null,
  servedUntil: null,
  coverage: { wanted: 1_200, covered: 1_197, failed: 1, missingTokens: 30 },
  complete: false,
  costOfRest: 0,
  spent: { tokens: 0, cost: 0, requests: 0 },
  failures: [],
};

describe("planWords", () => {
  const budget = { tokens: null, spent: 0, endsAt: "2026-01-02T00:00:00.000Z" };
  const plan = { model: "m", chunks: 2, tokens: 1_000_000, paid: true, since: null, budget };

  it("says the price and its day", () => {
    expect(planWords({ ...plan, perMillion: 0.13, since: "2024-01-25", cost: 0.13 })).toBe(
      "2 chunks, 1,000,000 tokens: about $0.13, at $0.13 a million tokens (since 2024-01-25).",
    );
  });

  it("says of a model that works here that it costs nothing", () => {
    const free = { ...plan, paid: false, perMillion: 0, cost: 0 };
    expect(planWords(free)).toContain("costs nothing");
  });

  it("does not take an unknown price for none", () => {
    expect(planWords({ ...plan, perMillion: 0, cost: 0 })).toContain("No price is known");
  });
});

describe("stateOf", () => {
  it("counts what is missing, and what of it the model refused", () => {
    expect(stateOf(set)).toMatchObject({
      label: "incomplete",
      sentence:
        "1,197 of 1,200 chunks have a vector; 3 chunks are new, changed or not done yet, 1 of them refused by the model.",
    });
  });

  it("tells a candidate from what is kept for going back", () => {
    expect(stateOf({ ...set, complete: true }).label).toBe("complete");
    const kept = { ...set, complete: true, servedUntil: set.createdAt };
    expect(stateOf(kept).label).toBe("kept, complete");
  });

  it("says that it waits for the budget while it does", () => {
    expect(stateOf({ ...set, state: "filling", held: true }).label).toBe("waiting for the budget");
  });
});

it("compares in the lab with a lane that the lab reads", () => {
  const { searchParams } = new URL(compareHref("a/model-3"), "http://console");
  const [first = "", second = ""] = searchParams.getAll("lane");
  expect(parseLane(first)).toEqual({ base: "production", overrides: {} });
  expect(parseLane(second)).toEqual({ base: "copy", overrides: { model: "a/model-3" } });
});
