import { expect, test } from "vitest";
import { authorText, verdict } from "./words.ts";

test("the verdict counts what became of the chunks, the unharmed first", () => {
  const results = [
    { outcome: "text changed" as const },
    { outcome: "as it was" as const },
    { outcome: "as it was" as const },
  ];
  expect(verdict(results)).toBe("3 chunks returned; today 2 as then, 1 text changed.");
  expect(verdict([])).toBe("No chunk was returned.");
});

test("a write that nobody recorded is not blamed on anyone", () => {
  expect(authorText({ kind: "another program" })).toContain("no edit and no run");
});
