import { beforeEach, expect, test } from "vitest";
import { RememberedCounts } from "./remembered-counts.ts";

let now = 0;
let counted = 0;
const failures: unknown[] = [];
const never = {
  count: () => Promise.reject(new Error("away")),
  failed: (e: unknown) => failures.push(e),
};
const next = { count: async () => ++counted, failed: never.failed };
const counts = (dear: boolean) =>
  new RememberedCounts<number>(
    () => dear,
    () => now,
  );
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  now = 0;
  counted = 0;
  failures.length = 0;
});

test("nothing is counted twice while nothing is written, for a minute", async () => {
  const some = counts(false);
  expect(await some.read("a", "1", next)).toBe(1);
  now = 59_999;
  expect(await some.read("a", "1", next)).toBe(1);
  now = 60_000;
  expect(await some.read("a", "1", next)).toBe(2);
});

test("a write counts at once, also while an older count is under way", async () => {
  const some = counts(false);
  const before = some.read("a", "1", next);
  expect(await some.read("a", "2", next)).toBe(2);
  expect(await before).toBe(1);
  expect(await some.read("a", "2", next)).toBe(2);
});

test("who comes first together waits for one count", async () => {
  const some = counts(true);
  expect(await Promise.all([some.read("a", "1", next), some.read("a", "1", next)])).toEqual([1, 1]);
});

test("of a dear count the former is given while it is counted anew, for ten minutes", async () => {
  const some = counts(true);
  await some.read("a", "1", next);
  now = 14_999;
  expect(await some.read("a", "2", next)).toBe(1);
  await settled();
  expect(counted).toBe(1);
  now = 15_000;
  expect(await some.read("a", "2", next)).toBe(1);
  await settled();
  expect(await some.read("a", "2", next)).toBe(2);
  now = 700_000;
  expect(await some.read("a", "3", next)).toBe(3);
});

test("a count behind the answer that fails is told, and tried again by the next who looks", async () => {
  const some = counts(true);
  await some.read("a", "1", next);
  now = 20_000;
  expect(await some.read("a", "2", never)).toBe(1);
  await settled();
  expect(failures).toHaveLength(1);
  expect(await some.read("a", "2", next)).toBe(1);
  await settled();
  expect(await some.read("a", "2", next)).toBe(2);
});
