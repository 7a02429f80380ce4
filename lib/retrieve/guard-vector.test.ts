import { describe, expect, it } from "vitest";
import { guardVector } from "./guard-vector.ts";

const vector = (value: number, length = 3072) => Array.from({ length }, () => value);

describe("guardVector", () => {
  it.each([
    ["too short", vector(0.5, 3071), "3071 numbers"],
    ["too long", vector(0.5, 3073), "3073 numbers"],
    ["empty", [], "0 numbers"],
    ["NaN", [...vector(0.5, 3071), Number.NaN], "no finite number"],
    ["infinite", [...vector(0.5, 3071), Number.POSITIVE_INFINITY], "no finite number"],
    ["more than a 32-bit float holds", [...vector(0.5, 3071), 1e39], "no finite number"],
    ["without length", vector(0), "no length"],
    ["without length as 32-bit floats", vector(1e-60), "no length"],
  ])("refuses one that is %s", (_name, given, message) => {
    expect(() => guardVector(given)).toThrow(message);
  });

  it.each([1e-40, 1e-30, 3, 70_000, 1e20, 3e38])(
    "takes one that has a direction, of numbers such as %d, as one of unit length",
    (value) => {
      const taken = guardVector(vector(value));
      expect(Math.hypot(...taken)).toBeCloseTo(1, 6);
      expect(taken).toHaveLength(3072);
    },
  );

  it("leaves one of about unit length as it is, to the last bit", () => {
    const given = vector(0.02);
    expect(guardVector(given)).toBe(given);
  });
});
