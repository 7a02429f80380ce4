import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./time.ts";

const now = Date.parse("2026-11-23T12:00:00Z");

test.each([
  ["2026-11-23T11:59:58Z", "just now"],
  ["2026-11-23T12:00:30Z", "in a moment"],
  ["2026-11-23T09:00:00Z", "3 hr ago"],
  ["2026-11-25T12:00:00Z", "in 2 days"],
  ["2024-11-23T00:00:00Z", "2 yr ago"],
])("%s is %s", (iso, words) => {
  expect(relativeTime(iso, now)).toBe(words);
});

test("the exact time names its zone", () => {
  expect(exactTime("2026-11-23T13:05:09+01:00")).toBe("2026-11-23 12:05:09 UTC");
});
