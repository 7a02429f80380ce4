/** Whether a chart's steps follow each other across, as days do, or down, under names too long for an axis. */
export type Along = "x" | "y";

/** Pixels before the first step of a chart and after its last one. */
export const plotEdges: Record<Along, { before: number; after: number }> = {
  x: { before: 48, after: 8 },
  y: { before: 0, after: 44 },
};

type Point = { clientX: number; clientY: number };

/** The step at this point of a box, if any. */
export function stepAt(along: Along, { clientX, clientY }: Point, box: DOMRect, count: number) {
  const { before, after } = plotEdges[along];
  const [from, size] =
    along === "x" ? [clientX - box.left, box.width] : [clientY - box.top, box.height];
  const share = (from - before) / (size - before - after);
  return share < 0 || share >= 1 ? null : Math.floor(share * count);
}

/** Where a step's band stands. */
export function bandPlace(along: Along, at: number, count: number) {
  const start = edge(along, "before", at / count);
  const size = `calc(${inner(along)} / ${count})`;
  return along === "x"
    ? { left: start, width: size, top: 0, bottom: 0 }
    : { top: start, height: size, left: 0, right: 0 };
}

/** Where a step's note stands: beside it, on the side where there is more room. */
export function notePlace(along: Along, at: number, count: number) {
  if (along === "x") {
    const middle = (at + 0.5) / count;
    return middle < 0.5
      ? { top: 4, left: edge(along, "before", middle, 16) }
      : { top: 4, right: edge(along, "after", 1 - middle, 16) };
  }
  return at < count / 2
    ? { right: 8, top: edge(along, "before", (at + 1) / count, 4) }
    : { right: 8, bottom: edge(along, "after", 1 - at / count, 4) };
}

function inner(along: Along): string {
  const { before, after } = plotEdges[along];
  return `(100% - ${before + after}px)`;
}

function edge(along: Along, side: "before" | "after", share: number, gap = 0): string {
  return `calc(${plotEdges[along][side] + gap}px + ${inner(along)} * ${share})`;
}
