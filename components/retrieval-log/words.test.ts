import { expect, test } from "vitest";
import { authorText, verdict } from "./words.ts";

test("the verdict counts what became of the chunks, the unharmed first", () => {
  const results = [
    { outcome: "text changed" as const },
    { outcome: "as it was" as const },
    { outcome: "as it was" as const },
  ];
  expect(verdict({ results, withheld: false })).toBe(
    "3 chunks returned; today 2 as then, 1 text changed.",
  );
  expect(verdict({ results: [], withheld: false })).toBe("No chunk was returned.");
});

test("the verdict says so where something is withheld, and never that nothing was returned", () => {
  const results = [{ outcome: "as it was" as const }];
  expect(verdict({ results, withheld: true })).toBe(
    "1 chunk returned that you may see; today 1 as then.",
  );
  expect(verdict({ results: [], withheld: true })).not.toContain("No chunk was returned");
});

test("a write that nobody recorded is not blamed on anyone", () => {
  expect(authorText({ kind: "another program" })).toContain("no edit and no run");
});
