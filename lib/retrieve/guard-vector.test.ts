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

  it("takes one that has a direction, whatever its length", () => {
    expect(guardVector(vector(3))).toHaveLength(3072);
  });
});
