import { expect, test } from "vitest";
import { emptySelection, pressPage, pressRow, selectionOf } from "./selection-state.ts";

const page = ["a", "b", "c", "d", "e"].map((id, index) => ({ id, version: index + 1 }));
const ids = (state: ReturnType<typeof emptySelection>) => [...state.rows.keys()].sort();
const start = emptySelection("?q=x");

test("a press selects and unselects one row with the version that was seen", () => {
  const one = pressRow(start, page, "b", false);
  expect(selectionOf(one)).toEqual({ kind: "rows", rows: [{ id: "b", version: 2 }] });
  expect(selectionOf(pressRow(one, page, "b", false))).toBeNull();
});

test("shift takes the range from the anchor, in both directions, and keeps the anchor", () => {
  const down = pressRow(pressRow(start, page, "b", false), page, "d", true);
  expect(ids(down)).toEqual(["b", "c", "d"]);
  expect(ids(pressRow(down, page, "a", true))).toEqual(["a", "b", "c", "d"]);
});

test("shift onto a selected row unselects the range", () => {
  const all = pressPage(start, page);
  const from = pressRow(all, page, "b", false);
  expect(ids(pressRow(from, page, "d", true))).toEqual(["a", "e"]);
});

test("a range whose anchor is on another page is a press of one row", () => {
  const other = pressRow(start, [{ id: "z", version: 9 }], "z", false);
  expect(ids(pressRow(other, page, "c", true))).toEqual(["c", "z"]);
});

test("the page's box adds the page, then clears everything", () => {
  const two = pressPage(pressRow(start, [{ id: "z", version: 9 }], "z", false), page);
  expect(ids(two)).toEqual(["a", "b", "c", "d", "e", "z"]);
  expect(selectionOf(pressPage(two, page))).toBeNull();
});

test("all that match carries filter, count and time; taking one row out leaves the page without it", () => {
  const seen = { filter: "?q=x", total: 398, estimated: false, seenAt: "2026-11-24T08:00:00.000Z" };
  const all = { ...start, all: seen };
  expect(selectionOf(all)).toEqual({ kind: "all", ...seen });
  const less = pressRow(all, page, "c", false);
  expect(selectionOf(less)?.kind).toBe("rows");
  expect(ids(less)).toEqual(["a", "b", "d", "e"]);
});
