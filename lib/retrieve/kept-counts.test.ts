import { expect, it } from "vitest";
import { productionConfiguration } from "./configuration.ts";
import type { Filter } from "./filter.ts";
import { keptCounts } from "./kept-counts.ts";

function filter(model: string, over: Partial<Filter> = {}): Filter {
  return {
    configuration: productionConfiguration(),
    model,
    pricingCategories: [],
    ceiling: { visibility: "public", confidentiality: "normal" },
    asOf: null,
    ...over,
  };
}

it("counts once for a version of the corpus, and again where anything that decides it changes", async () => {
  let time = 0;
  let counts = 0;
  const ask = (one: Filter, version: string | null, upTo = 100) =>
    keptCounts(
      one,
      { version, upTo },
      async () => ++counts,
      () => time,
    );
  const one = filter("a");
  expect(await ask(one, "1")).toBe(1);
  time = 59_000;
  expect(await ask(one, "1")).toBe(1);
  expect(await ask(one, "2")).toBe(2);
  time += 500;
  expect(await ask(one, "3")).toBe(2);
  time += 60_000;
  expect(await ask(one, "2")).toBe(3);
  expect(await ask(filter("b"), "2")).toBe(4);
  const wider = { ...productionConfiguration(), includePricingLists: true };
  expect(await ask(filter("a", { configuration: wider }), "2")).toBe(5);
  expect(await ask(one, null)).toBe(6);
  expect(await ask(filter("a", { asOf: new Date(0) }), "2")).toBe(7);
  expect(await ask(one, "2")).toBe(3);
  expect(await ask(one, "2", 900)).toBe(8);
});
