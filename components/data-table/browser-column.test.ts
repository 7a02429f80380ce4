import { expect, test } from "vitest";
import { arrange, type BrowserColumn, layoutOf, move } from "./browser-column.ts";

const columns: BrowserColumn<object>[] = ["a", "b", "c"].map((id) => ({
  id,
  header: id,
  cell: () => id,
  width: 100,
}));
const ids = (list: { id: string }[]) => list.map(({ id }) => id).join("");

test("without a layout the columns stand as they were made, hidden ones out of sight", () => {
  const made = arrange([...columns, { ...columns[0], id: "d", hidden: true } as never], null);
  expect(ids(made)).toBe("abcd");
  expect(made.map(({ shown }) => shown)).toEqual([true, true, true, false]);
});

test("a layout decides order, sight and width; what it does not know of keeps its place", () => {
  const stored = {
    columns: [
      { id: "c", shown: true, width: 333 },
      { id: "gone", shown: true },
      { id: "a", shown: false },
      { id: "a", shown: true },
    ],
    density: "compact" as const,
  };
  const made = arrange(columns, stored);
  expect(ids(made)).toBe("cab");
  expect(made[0]?.width).toBe(333);
  expect(made[1]?.shown).toBe(false);
  expect(arrange(columns, layoutOf(made, "compact"))).toEqual(made);
});

test("moving stops at the ends", () => {
  expect(ids(move(columns, "a", 1))).toBe("bac");
  expect(ids(move(columns, "c", -1))).toBe("acb");
  expect(ids(move(columns, "a", -1))).toBe("abc");
  expect(ids(move(columns, "zz", 1))).toBe("abc");
});
