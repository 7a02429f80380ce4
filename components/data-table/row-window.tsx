"use client";
"use no memo"; // The virtualiser is one object that changes: remembered by the compiler, rows would stand still.

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect } from "react";

/** Rows from `start` up to, not including, `end`. */
export type RowRange = { start: number; end: number };

export type RowWindowProps = {
  region: RefObject<HTMLElement | null>;
  count: number;
  /** Of every row, in pixels. */
  height: number;
  onRange: (range: RowRange) => void;
};

/** Shows nothing: says which rows are in sight, or nearly. Loaded after the page, which starts with the first ones. */
export default function RowWindow({ region, count, height, onRange }: RowWindowProps) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => region.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => {
    if (height) virtual.measure();
  }, [virtual, height]);
  const items = virtual.getVirtualItems();
  const start = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;
  // Before the browser paints, so that a scrolled region never shows a gap.
  useLayoutEffect(() => {
    if (end > start) onRange({ start, end });
  }, [start, end, onRange]);
  return null;
}
