import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), now);

describe("retryAfterMs", () => {
  it.each<[string, number]>([
    ["3", 3_000],
    [" 1.5 ", 1_500],
    ["Tue, 24 Nov 2026 12:00:07 GMT", 7_000],
    ["Tuesday, 24-Nov-26 12:00:07 GMT", 7_000],
    ["999999999", 999_999_999_000],
  ])("reads %s", (text, ms) => expect(wait({ "retry-after": text })).toBe(ms));

  it.each([
    "",
    "0",
    "-5",
    "soon",
    "1e99",
    "NaN",
    "Infinity",
    "12 parsecs",

    "Tue, 24 Nov 2026 11:00:00 GMT",
    "Tue, 99 Foo",
    "9".repeat(400),
  ])("takes %s for no answer", (text) => expect(wait({ "retry-after": text })).toBeUndefined());

  it("believes milliseconds first", () =>
    expect(wait({ "retry-after-ms": "250", "retry-after": "9" })).toBe(250));

  it("reads the reset of what was used up, and only of that", () => {
    const headers = {
      "x-ratelimit-remaining-requests": "12",
      "x-ratelimit-reset-requests": "1h",
      "x-ratelimit-remaining-tokens": "0",
      "x-ratelimit-reset-tokens": "1m2.5s",
    };
    expect(wait(headers)).toBe(62_500);
    expect(wait({ ...headers, "x-ratelimit-reset-tokens": "a minute" })).toBeUndefined();
  });
});
