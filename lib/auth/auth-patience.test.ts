import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTime } from "./auth-patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("an answer in time is the answer, also where it is an error", async () => {
  await expect(inTime(Promise.resolve(7))).resolves.toBe(7);
  await expect(inTime(Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  expect(vi.getTimerCount()).toBe(0);
});

test("what does not come is told as a service that did not answer", async () => {
  const answer = inTime(new Promise(() => undefined), 5_000);
  const told = expect(answer).rejects.toMatchObject({ code: "unavailable" });
  await vi.advanceTimersByTimeAsync(5_000);
  await told;
});
