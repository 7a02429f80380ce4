import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearchParams } from "#lib/url/search-params.ts";
import { toQueryString } from "#lib/url/to-query-string.ts";
import { labParsers, panels } from "./lab-parsers.ts";
import { labStateSchema } from "./lab-state.ts";

const anyState = fc.record({
  q: fc
    .string({ unit: "grapheme", maxLength: 60 })
    .map((text) => labStateSchema.shape.q.catch("").parse(text)),
  k: fc.integer({ min: 0, max: 50 }),
  mode: fc.constantFrom("", "owner", "prospect"),
  about: fc.constantFrom("", '{"platforms":["strada"]}'),
  lane: fc.array(
    fc.constantFrom(
      "production",
      "hybrid",
      'copy~{"boosts":{"platform":0.3},"k":5}',
      "0198f0a0-0000-7000-8000-000000000001.2",
    ),
    { maxLength: 4 },
  ),
  open: fc.oneof(
    fc.constant(""),
    fc.uuid({ version: 4 }),
    fc.uuid({ version: 4 }).map((id) => `chunk:${id}`),
  ),
  panel: fc.constantFrom(...panels),
  at: fc.integer({ min: 0, max: 3 }),
  against: fc.constantFrom("left" as const, "first" as const),
  view: fc.constantFrom("text" as const, "compact" as const),
  split: fc.constantFrom("" as const, "1" as const),
  saved: fc.oneof(fc.constant(""), fc.uuid({ version: 4 })),
});

describe("the lab's state in the address", () => {
  it("comes back as it was, on the server", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const params = new URLSearchParams(toQueryString(labStateSchema.parse({}), state));
        const raw = { ...Object.fromEntries(params), lane: params.getAll("lane") };
        expect(parseSearchParams(labStateSchema, raw)).toEqual({ state, ignored: [] });
      }),
    );
  });

  it("comes back as it was, in the browser", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(labParsers.q.parse(labParsers.q.serialize(state.q))).toBe(state.q);
        expect(labParsers.k.parse(labParsers.k.serialize(state.k))).toBe(state.k);
        expect(labParsers.mode.parse(labParsers.mode.serialize(state.mode))).toBe(state.mode);
        expect(labParsers.open.parse(labParsers.open.serialize(state.open))).toBe(state.open);
        expect(labParsers.lane.parse([...labParsers.lane.serialize(state.lane)])).toEqual(
          state.lane,
        );
        const about = labParsers.about.parse(state.about || "{}") ?? {};
        expect(labParsers.about.serialize(about)).toBe(state.about);
      }),
    );
  });

  it.each([
    ["k", "51"],
    ["k", "-1"],
    ["k", "many"],
    ["open", "not-an-id"],
    ["q", "x".repeat(1_501)],
    ["q", "nul \u0000"],
    ["about", "[1"],
    ["about", '{"platforms":5}'],
    ["about", '{"platforms":null}'],
    ["about", '{"topics":{"a":1}}'],
    ["about", '{"focusEntities":[1,{"a":2}]}'],
    ["about", '{"archetypeWeights":"x"}'],
    ["about", '{"archetypeWeights":{"loyalist":"NaN"}}'],
    ["panel", "cellar"],
    ["at", "9"],
    ["saved", "x"],
  ] as const)("takes the default for %s=%s and says so", (key, value) => {
    const { state, ignored } = parseSearchParams(labStateSchema, { [key]: value });
    expect(state).toEqual(labStateSchema.parse({}));
    expect(ignored).toEqual([key]);
    expect(labParsers[key].parse(value)).toBeNull();
  });

  it.each([
    ["five lanes", ["production", "exact", "hybrid", "copy", "fulltext"]],
    ["a lane of no name", ["production", "DROP TABLE"]],
    ["settings that are no object", ["copy~[1]"]],
    ["settings that are no JSON", ["copy~{k"]],
  ])("takes the first lanes for %s and says so", (_name, lane) => {
    const { state, ignored } = parseSearchParams(labStateSchema, { lane });
    expect(state.lane).toEqual([]);
    expect(ignored).toEqual(["lane"]);
    expect(labParsers.lane.parse(lane)).toBeNull();
  });
});
