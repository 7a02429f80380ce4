import { expect, test } from "vitest";
import { changesOf } from "./bulk-values.ts";

test("operations become the API's changes; adding nothing is no change, setting nothing is one", () => {
  expect(
    changesOf({
      tags: { operation: "add", value: ["a"] },
      platforms: { operation: "remove", value: null },
      summary: { operation: "set", value: null },
      status: { operation: "set", value: "planned" },
    }),
  ).toEqual({ tags: { add: ["a"] }, summary: { set: null }, status: { set: "planned" } });
});
