import { expect, test } from "vitest";
import { clockTime, exactTime, relativeTime } from "./time.ts";

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

test.each([
  ["2026-11-23T13:05:09+01:00", "UTC", "2026-11-23 12:05:09 UTC"],
  ["2026-11-23T23:05:09Z", "Europe/Rome", "2026-11-24 00:05:09 UTC+1"],
  ["2026-07-01T10:00:00Z", "Europe/Rome", "2026-07-01 12:00:00 UTC+2"],
  ["2026-07-01T10:00:00Z", "Asia/Kolkata", "2026-07-01 15:30:00 UTC+5:30"],
  ["2026-07-01T10:00:00Z", "America/New_York", "2026-07-01 06:00:00 UTC-4"],
  // The hour that comes twice: the offset tells which.
  ["2026-10-25T00:30:00Z", "Europe/Rome", "2026-10-25 02:30:00 UTC+2"],
  ["2026-10-25T01:30:00Z", "Europe/Rome", "2026-10-25 02:30:00 UTC+1"],
])("%s is, in %s, %s", (iso, zone, words) => {
  expect(exactTime(iso, zone)).toBe(words);
});

test("a clock goes by its zone", () => {
  expect(clockTime("2026-11-23T12:05:09Z", "Europe/Rome")).toBe("13:05:09");
});
