import { expect, test } from "vitest";
import { compareTops } from "./compare-tops.ts";

const q = { id: "1", name: "q", privateTo: null };
const tops = (ids: string) =>
  [...ids].map((chunkId) => ({ chunkId, label: chunkId.toUpperCase() }));

test("the same chunks in the same places are no change", () => {
  expect(compareTops(q, 3, tops("abc"), tops("abc"))).toMatchObject({
    changed: false,
    leave: 0,
    enter: 0,
    moved: 0,
    first: null,
  });
});

test("what leaves, enters and moves is counted, and the best placed change named", () => {
  expect(compareTops(q, 4, tops("abcd"), tops("bcde"))).toMatchObject({
    changed: true,
    leave: 1,
    enter: 1,
    moved: 3,
    first: { chunkId: "a", label: "A", from: 1, to: null },
  });
  expect(compareTops(q, 3, tops("abc"), tops("acb")).first).toEqual({
    chunkId: "b",
    label: "B",
    from: 2,
    to: 3,
  });
  expect(compareTops(q, 3, [], tops("a"))).toMatchObject({
    enter: 1,
    first: { from: null, to: 1 },
  });
});
