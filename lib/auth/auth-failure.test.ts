import { expect, test } from "vitest";
import { isRefusal, noAnswer } from "./auth-failure.ts";

const failure = (status?: number) => Object.assign(new Error("of the library"), { status });

test("a refusal is a no of the Auth server's own", () => {
  for (const status of [400, 401, 403, 404, 422]) expect(isRefusal(failure(status))).toBe(true);
});

test.each([undefined, 0, 500, 503])("status %s: the service did not answer", (status) => {
  expect(isRefusal(failure(status))).toBe(false);
  expect(noAnswer(failure(status))).toMatchObject({ code: "unavailable" });
});

test("status 429: too many attempts", () => {
  expect(isRefusal(failure(429))).toBe(false);
  expect(noAnswer(failure(429))).toMatchObject({ code: "rate_limited" });
});
