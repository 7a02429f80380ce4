import { describe, expect, test } from "vitest";
import type { FrozenLane } from "#lib/evaluate/schemas.ts";
import type { RetrievalResult } from "#lib/retrieve/result-schemas.ts";
import type { ConfigurationChanges } from "#lib/retrieve/schemas.ts";
import { askAsFrozen, frozenK } from "./ask-as-frozen.ts";
import { compareWithNow } from "./compare-with-now.ts";
import { withChanges } from "./lane-changes.ts";
import { frozenLane, production } from "./production.fixture.ts";
import { type Known, resolveLane } from "./resolve-lane.ts";

const id = "00000000-0000-4000-8000-000000000000";
const gone = "00000000-0000-4000-8000-00000000dead";
const known: Known = { production, saved: [], k: 0 };
const filters = [{ field: "category" as const, is: "any" as const, values: ["gun-info"] }];
const other = [{ field: "category" as const, is: "any" as const, values: ["company"] }];

/** As rows are that were frozen before lanes kept what they were asked with. */
function olderLane(token: string, changes: ConfigurationChanges): FrozenLane {
  const result = { configuration: withChanges(production, changes) } as RetrievalResult;
  return { ...frozenLane(token, null), result };
}

/** What the lane is asked that stands beside a frozen one. */
function askedNow(lane: FrozenLane, now: Partial<Known> = {}) {
  const beside = compareWithNow({ id, lanes: [lane] }, [`${id}.0`], { ...known, ...now });
  const token = beside?.lane[1] ?? "";
  return withChanges(
    production,
    resolveLane(token, { ...known, ...now, k: beside?.k ?? -1 }).changes,
  );
}

describe.each([
  ["that says what it was asked with", frozenLane],
  ["of an older row", olderLane],
])("a frozen lane %s", (_, frozen) => {
  test("is asked again for as many results", () => {
    expect(askedNow(frozen("production", { k: 5 })).k).toBe(5);
    expect(askedNow(frozen("production", { k: 5 }), { k: 20 }).k).toBe(5);
    expect(askedNow(frozen("production", {}), { k: 20 }).k).toBe(12);
    const own = frozen('hybrid~{"k":3}', { candidatesFrom: "hybrid", k: 3 });
    expect(askedNow(own, { k: 20 }).k).toBe(3);
  });

  test("is asked again with the filters of then, whatever question is open now", () => {
    const lane = frozen("hybrid", { candidatesFrom: "hybrid", filters, includePricingLists: true });
    const asked = { candidatesFrom: "hybrid", filters, includePricingLists: true };
    expect(askedNow(lane)).toMatchObject(asked);
    expect(askedNow(lane, { question: { filters: other } })).toMatchObject(asked);
    const bare = frozen("hybrid", { candidatesFrom: "hybrid" });
    expect(askedNow(bare, { question: { filters } }).filters).toEqual([]);
  });

  test("is the plain lane where that is asked so already", () => {
    const stored = JSON.parse('[{"is":"any","field":"category","values":["gun-info"]}]');
    const lane = frozen("hybrid", { candidatesFrom: "hybrid", filters: stored });
    expect(askAsFrozen(lane, { ...known, question: { filters } })).toBe("hybrid");
  });

  test("of a configuration that is gone is asked again by a copy", () => {
    const lane = frozen(gone, { candidates: 200, k: 5, filters });
    expect(askedNow(lane)).toMatchObject({ candidates: 200, k: 5, filters });
  });
});

test("a lane that nothing is known of is named as it was", () => {
  expect(askAsFrozen(frozenLane("hybrid", null), known)).toBe("hybrid");
  const long = Array.from({ length: 200 }, (_, n) => `a-category-of-some-length-${n}`);
  const wide = { filters: [{ field: "category" as const, is: "any" as const, values: long }] };
  expect(askAsFrozen(frozenLane("hybrid", wide), known)).toBe("hybrid");
});

test("the lab's own top-k is told by the lane that takes no other", () => {
  const lanes = [frozenLane("hybrid", { k: 9 }), frozenLane("production", {})];
  expect(frozenK(lanes, production)).toBe(0);
  expect(frozenK(lanes.slice(0, 1), production)).toBe(9);
  expect(frozenK([frozenLane('hybrid~{"k":3}', { k: 3 })], production)).toBe(0);
});

test("now stands to the right of what was frozen, and is offered once", () => {
  const lanes = [frozenLane("production", { k: 5 })];
  const frozen = { id, lanes };
  const beside = compareWithNow(frozen, [`${id}.0`, "hybrid"], known);
  expect(beside).toEqual({ lane: [`${id}.0`, "production", "hybrid"], k: 5 });
  expect(compareWithNow(frozen, beside?.lane ?? [], { ...known, k: 5 })).toBeUndefined();
  expect(compareWithNow(frozen, beside?.lane ?? [], known)).toEqual(beside);
  expect(compareWithNow({ id, lanes: [] }, [`${id}.0`], known)).toBeUndefined();
});
