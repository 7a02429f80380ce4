import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, localOf } from "./zone.ts";

test.each([
  ["2026-12-01T09:00", "Europe/Rome", "2026-12-01T08:00:00.000Z"],
  ["2026-07-01T09:00", "Europe/Rome", "2026-07-01T07:00:00.000Z"],
  ["2026-10-25T02:30", "Europe/Rome", "2026-10-25T00:30:00.000Z"],
  ["2026-01-01T00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z"],
  ["2026-01-01T12:00", "UTC", "2026-01-01T12:00:00.000Z"],
])("%s in %s", (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
});

test("a time that the change of clocks leaves out, and nonsense, are no instant", () => {
  expect(instantOf("2026-03-29T02:30", "Europe/Rome")).toBeUndefined();
  for (const bad of ["", "tomorrow", "2026-13-01T00:00", "2026-01-01"])
    expect(instantOf(bad, "UTC")).toBeUndefined();
});

test("what a clock shows leads back to an instant at which it shows that", () => {
  const zones = ["UTC", "Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2080, 0) }),
      fc.constantFrom(...zones),
      (ms, zone) => {
        const local = localOf(new Date(ms).toISOString(), zone);
        const back = instantOf(local, zone);
        expect(back && localOf(back, zone)).toBe(local);
      },
    ),
  );
});
