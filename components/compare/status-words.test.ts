import { expect, test } from "vitest";
import { statusWords } from "./status-words.ts";

const changes = [1, 0.4, null].map((likeness) => ({ likeness }));

test("a question that a lane did not answer has not changed", () => {
  expect(statusWords({ state: "done", total: 3, changes })).toBe(
    "3 of 3 questions asked: 1 answered the same by both, 1 changed, 1 not answered.",
  );
  expect(statusWords({ state: "stopped", total: 9, changes: changes.slice(0, 2) })).toBe(
    "2 of 9 questions asked, then stopped: 1 answered the same by both, 1 changed.",
  );
});

test("an empty set and questions that could not be read are not the same", () => {
  expect(statusWords({ state: "done", total: 0, changes: [] })).toContain("holds no question");
  expect(statusWords({ state: "failed", total: 0, changes: [] })).toBe("Nothing was asked.");
  expect(statusWords({ state: "failed", total: 9, changes: [] })).toBe(
    "None of 9 questions was asked.",
  );
});
