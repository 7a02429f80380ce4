import { expect, test } from "vitest";
import { defaultBoosts } from "#lib/retrieve/defaults.ts";
import type { MetadataFilter } from "#lib/retrieve/filter-schemas.ts";
import {
  changeBoost,
  changeSetting,
  changesFrom,
  filtersOf,
  mergeChanges,
  withChanges,
  withFilter,
} from "./lane-changes.ts";
import { production } from "./production.fixture.ts";
import { resolveLane } from "./resolve-lane.ts";

const saved = {
  id: "0198f0a0-0000-7000-8000-000000000001",
  name: "wide",
  note: null,
  settings: { candidates: 200, boosts: { platform: 0.3 } },
  shared: true,
  version: 3,
  owner: "ada@example.com",
  mine: true,
  updatedAt: "2026-11-24T00:00:00.000Z",
};
const known = { production, saved: [saved], k: 0 };

test("boosts are merged one by one", () => {
  expect(
    mergeChanges({ k: 5, boosts: { mode: 0.1, model: 0.2 } }, { k: 6, boosts: { mode: 0.3 } }),
  ).toEqual({ k: 6, boosts: { mode: 0.3, model: 0.2 } });
  expect(withChanges(production, { boosts: { mode: 0.3 } }).boosts).toEqual({
    ...defaultBoosts,
    mode: 0.3,
  });
});

test("a setting that is back where it was is no override any more", () => {
  const changed = changeSetting({}, production, "k", 5);
  expect(changed).toEqual({ k: 5 });
  expect(changeSetting(changed, production, "k", 12)).toEqual({});
  const boosted = changeBoost(changed, production, "mode", 0.2);
  expect(boosted).toEqual({ k: 5, boosts: { mode: 0.2 } });
  expect(changeBoost(boosted, production, "mode", defaultBoosts.mode)).toEqual({ k: 5 });
});

test("production and the assistant take no changes from an address", () => {
  for (const base of ["production", "assistant"])
    expect(resolveLane(`${base}~{"k":3}`, known)).toMatchObject({ fixed: true, unsaved: false });
  expect(resolveLane('production~{"k":3}', known).changes).toEqual({});
});

test("a saved configuration with changes over it is unsaved", () => {
  const lane = resolveLane(`${saved.id}~{"boosts":{"model":0.5}}`, known);
  expect(lane).toMatchObject({
    name: "wide",
    unsaved: true,
    changes: { candidates: 200, boosts: { platform: 0.3, model: 0.5 } },
  });
  expect(lane.baseConfiguration.boosts).toEqual({ ...defaultBoosts, platform: 0.3 });
});

test("a configuration that is not there any more says so", () => {
  expect(resolveLane("0198f0a0-0000-7000-8000-00000000dead", known).problem).toContain("removed");
});

test("the number of results for all lanes gives way to a lane's own", () => {
  expect(resolveLane("exact", { ...known, k: 5 }).changes).toMatchObject({ k: 5, plan: "exact" });
  expect(resolveLane('exact~{"k":3}', { ...known, k: 5 }).changes.k).toBe(3);
});

test("what a saved question brings along is under each lane's own, and not in a fixed one", () => {
  const filters = [{ field: "category" as const, is: "any" as const, values: ["gun-info"] }];
  const asked = { ...known, k: 5, question: { filters, includePricingLists: true, k: 9 } };
  expect(resolveLane("hybrid", asked)).toMatchObject({
    changes: { candidatesFrom: "hybrid", filters, includePricingLists: true, k: 5 },
    baseConfiguration: { filters },
    unsaved: false,
  });
  expect(resolveLane('copy~{"filters":[]}', asked).changes.filters).toEqual([]);
  expect(resolveLane(saved.id, asked).changes).toMatchObject({ candidates: 200, filters });
  for (const base of ["production", "assistant"])
    expect(resolveLane(base, asked).changes.filters).toBeUndefined();
  expect(resolveLane(`${saved.id}.0`, asked).changes).toEqual({ k: 5 });
});

test("a question is saved with what a lane filters by, and with no other setting of it", () => {
  const filters = [{ field: "category" as const, is: "any" as const, values: ["gun-info"] }];
  const changes = { plan: "exact" as const, k: 3, filters, visibility: "internal" as const };
  expect(filtersOf(changes)).toEqual({ filters, visibility: "internal" });
  expect(filtersOf({ plan: "exact" })).toEqual({});
});

test("a configuration that was kept is asked again by what it differs in, boost by boost", () => {
  const changes = {
    candidatesFrom: "hybrid",
    filters: [{ field: "path", is: "prefix", values: ["a"] }],
    boosts: { platform: 0.3 },
  } as const;
  const kept = withChanges(production, structuredClone(changes) as never);
  expect(changesFrom(production, kept)).toEqual(changes);
  expect(changesFrom(production, structuredClone(production))).toEqual({});
});

test("a filter is added once, and another on the same field beside it", () => {
  const one: MetadataFilter = { field: "title", is: "prefix", values: ["A"] };
  const other: MetadataFilter = { field: "title", is: "prefix", values: ["B"] };
  const filters = withFilter([], one);
  expect(withFilter(filters, structuredClone(one))).toEqual([one]);
  expect(withFilter(filters, other)).toEqual([one, other]);
});
