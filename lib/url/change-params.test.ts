import { expect, test } from "vitest";
import { changeParams } from "./change-params.ts";

const current = new URLSearchParams("q=a&status=active&status=planned&page=3");

test("sets, repeats and takes away, and leaves the rest and the given parameters alone", () => {
  expect(changeParams(current, { page: null, status: ["planned"] })).toBe("?q=a&status=planned");
  expect(changeParams(current, { type: ["x", "y&z"] })).toBe(
    "?q=a&status=active&status=planned&page=3&type=x&type=y%26z",
  );
  expect(current.get("page")).toBe("3");
});

test("nothing left is no query string", () => {
  expect(changeParams(current, { q: "", status: [], page: null })).toBe("");
});
