import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { documentListSchema, documentSorts, embedModes, statuses } from "#lib/corpus/schemas.ts";
import { parseSearchParams, type RawSearchParams, toQueryString } from "./search-params.ts";

const text = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .map((value) => value.trim())
  .filter((value) => value.isWellFormed() && !value.includes("\u0000"));
const names = fc.uniqueArray(
  text.filter((value) => value !== ""),
  { maxLength: 4 },
);
const states = fc.record({
  q: text,
  status: fc.subarray([...statuses]),
  mode: fc.subarray([...embedModes]),
  category: names,
  type: names,
  pricing: fc.constantFrom("any", "yes", "no"),
  sort: fc.constantFrom(...documentSorts),
  dir: fc.constantFrom("asc", "desc"),
  page: fc.integer({ min: 1, max: 10_000 }),
});

test("a screen's state comes back from its URL as it went in", () => {
  fc.assert(
    fc.property(states, (raw) => {
      const state = documentListSchema.parse(raw);
      const query = toQueryString(documentListSchema, state);
      const back = parseSearchParams(documentListSchema, asNextGives(query));
      expect(back).toEqual({ state, ignored: [] });
    }),
  );
});

test("the default state has no query string", () => {
  expect(toQueryString(documentListSchema, documentListSchema.parse({}))).toBe("");
});

test("a parameter that makes no sense takes its default and is named", () => {
  const { state, ignored } = parseSearchParams(documentListSchema, {
    page: "-1",
    sort: "id; drop table documents",
    q: "a\u0000b",
    status: ["active", "gone"],
    category: "brand",
    unknown: "x",
  });
  expect(ignored.sort()).toEqual(["page", "q", "sort", "status"]);
  expect(state).toEqual(documentListSchema.parse({ category: ["brand"] }));
});

test("lone surrogates are refused", () => {
  const schema = z.object({ q: documentListSchema.shape.q });
  expect(parseSearchParams(schema, { q: "a\ud800" }).ignored).toEqual(["q"]);
});

function asNextGives(query: string): RawSearchParams {
  const params = new URLSearchParams(query);
  const entries = [...new Set(params.keys())].map((key) => {
    const all = params.getAll(key);
    return [key, all.length > 1 ? all : all[0]] as const;
  });
  return Object.fromEntries(entries);
}
