import { expect, test } from "vitest";
import { maxQueryInAddress } from "./lab-parsers.ts";
import { whyNotInAddress } from "./share-words.ts";

test("a question that the address holds is shared by it", () => {
  expect(whyNotInAddress("x".repeat(maxQueryInAddress))).toBeUndefined();
});

test("one that no address holds is not said to be in it", () => {
  expect(whyNotInAddress("x".repeat(maxQueryInAddress + 1))).toContain("over 1,500 characters");
  expect(whyNotInAddress("half a sign \ud800")).toContain("no address can hold");
});
