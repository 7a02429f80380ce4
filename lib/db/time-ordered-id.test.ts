import { expect, test } from "vitest";
import { z } from "zod";
import { timeOrderedId } from "./time-ordered-id.ts";

test("is a UUID of version 7 that says when it was made", () => {
  const id = timeOrderedId(Date.parse("2026-11-24T05:00:00Z"));
  expect(z.uuidv7().safeParse(id).success).toBe(true);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(
    Date.parse("2026-11-24T05:00:00Z"),
  );
});

test("version and variant hold whatever the random bits are", () => {
  expect(timeOrderedId(0, (size) => Buffer.alloc(size, 0xff))).toBe(
    "00000000-0000-7fff-bfff-ffffffffffff",
  );
  expect(timeOrderedId(0, (size) => Buffer.alloc(size))).toBe(
    "00000000-0000-7000-8000-000000000000",
  );
});

test("later ids sort after earlier ones", () => {
  const ids = [1e12, 1e12 + 1, 2e12].map((at) => timeOrderedId(at));
  expect(ids.toSorted()).toEqual(ids);
});
