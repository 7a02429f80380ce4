import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import {
  chunkFacets,
  chunkSorts,
  documentFacets,
  documentSorts,
} from "#lib/corpus/facet-schemas.ts";
import { parseSearchParams, type RawSearchParams } from "./search-params.ts";
import { toQueryString } from "./to-query-string.ts";

const text = fc
  .string({ unit: "grapheme", maxLength: 40 })
  .map((value) => value.trim())
  .filter((value) => value.isWellFormed() && !value.includes("\u0000"));
const names = fc.uniqueArray(
  text.filter((value) => value !== ""),
  { maxLength: 4 },
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Any state of a table's screen, as its schema takes it. */
function states(facets: readonly string[], sorts: readonly string[]) {
  return fc.record({
    q: text,
    sort: fc.constantFrom(...sorts),
    dir: fc.constantFrom("asc", "desc"),
    limit: fc.integer({ min: 1, max: 200 }),
    after: optional(text.filter((value) => value !== "")),
    open: optional(fc.uuid({ version: 4 })),
    view: optional(fc.oneof(fc.constant("all"), fc.uuid({ version: 7 }))),
    ...Object.fromEntries(
      facets.flatMap((name): [string, fc.Arbitrary<unknown>][] => [
        [name, names],
        [`${name}.not`, names],
        [`${name}.empty`, optional(fc.constantFrom("yes", "no"))],
      ]),
    ),
  });
}

test.each([
  ["documents", documentListSchema, states(documentFacets, documentSorts)],
  ["chunks", chunkListSchema, states(chunkFacets, chunkSorts)],
] as const)(
  "the state of the %s screen comes back from its URL as it went in",
  (_, schema, any) => {
    fc.assert(
      fc.property(any, (raw) => {
        const state = schema.parse(raw);
        const query = toQueryString(schema.parse({}), state);
        const back = parseSearchParams(schema, asNextGives(query));
        expect(back).toEqual({ state, ignored: [] });
      }),
    );
  },
);

test("the default state has no query string", () => {
  expect(toQueryString(documentListSchema.parse({}), documentListSchema.parse({}))).toBe("");
});

test("a parameter that makes no sense takes its default and is named", () => {
  const { state, ignored } = parseSearchParams(documentListSchema, {
    limit: "-1",
    sort: "id; drop table documents",
    q: "a\u0000b",
    "status.empty": "perhaps",
    category: "brand",
    unknown: "x",
  });
  expect(ignored.sort()).toEqual(["limit", "q", "sort", "status.empty"]);
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
