import { expect, test } from "vitest";
import { bandPlace, notePlace, plotEdges, stepAt } from "./plot.ts";

const box = { left: 100, top: 50, width: 456, height: 268 } as DOMRect;
const { x, y } = plotEdges;

test("a point is of the step that it lies in, across or down; on axes and beside them it is of none", () => {
  const across = (clientX: number) => stepAt("x", { clientX, clientY: 0 }, box, 4);
  const left = 100 + x.before;
  expect([left - 1, left, left + 100, left + 399, left + 400].map(across)).toEqual([
    null,
    0,
    1,
    3,
    null,
  ]);
  const down = (clientY: number) => stepAt("y", { clientX: 0, clientY }, box, 4);
  const size = (268 - y.before - y.after) / 4;
  expect([49, 50, 50 + 1.5 * size, 50 + 4 * size].map(down)).toEqual([null, 0, 1, null]);
});

test("a band covers its step, and a note stands beside it on the side with more room", () => {
  expect(bandPlace("x", 1, 4)).toMatchObject({ top: 0, bottom: 0 });
  expect(bandPlace("y", 1, 4)).toMatchObject({
    top: `calc(${y.before}px + (100% - ${y.before + y.after}px) * 0.25)`,
    left: 0,
    right: 0,
  });
  expect(notePlace("x", 0, 4)).toHaveProperty("left");
  expect(notePlace("x", 3, 4)).toHaveProperty("right");
  expect(notePlace("y", 0, 4)).toHaveProperty("top");
  expect(notePlace("y", 3, 4)).toHaveProperty("bottom");
});
