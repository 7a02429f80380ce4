import { expect, test } from "vitest";
import { laneLines, linePath } from "./lane-lines.ts";

test("joins the rows of the same chunk and leaves the others with one end", () => {
  expect(laneLines(["a", "b", "c"], ["c", "a", "x"])).toEqual([
    { id: "a", from: 0, to: 1 },
    { id: "b", from: 1, to: null },
    { id: "c", from: 2, to: 0 },
    { id: "x", from: null, to: 2 },
  ]);
});

test("a line goes from the middle of a row to the middle of a row", () => {
  expect(linePath({ id: "a", from: 0, to: 0 }, 100)).toBe("M0 50H100");
  expect(linePath({ id: "a", from: 0, to: 2 }, 100)).toBe("M0 50C50 50 50 250 100 250");
  expect(linePath({ id: "a", from: 1, to: null }, 100)).toBe("M0 150H16");
  expect(linePath({ id: "a", from: null, to: 1 }, 100)).toBe("M84 150H100");
});
