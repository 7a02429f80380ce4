import { expect, test } from "vitest";
import { metadataFilterSchema } from "./filter-schemas.ts";

test.each([
  { field: "no such", is: "any", values: ["x"] },
  { field: "tags", is: "prefix", values: ["x"] },
  { field: "tags", is: "any", values: [] },
  { is: "any" },
  "tags",
])("%j is refused with what a condition is made of", (given) => {
  const { error } = metadataFilterSchema.safeParse(given);
  expect(error?.issues).toHaveLength(1);
  expect(error?.issues[0]?.message).toMatch(/\{field, is, values\}|>=1/);
});
