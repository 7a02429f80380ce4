"use client";

import { useEffect, useState } from "react";
import type { TableLayout } from "#lib/url/table-answers.ts";
import { type Arranged, arrange, type BrowserColumn, layoutOf } from "./browser-column.ts";
import { createLayoutKeeper, lastMade, unanswered } from "./layout-keeper.ts";

/** How this person arranged the table; changes show at once and are kept a moment later. */
export function useLayout<Row>(
  screen: string,
  columns: readonly BrowserColumn<Row>[],
  stored: TableLayout | null,
) {
  const [layout, setLayout] = useState(lastMade(screen) ?? stored);
  const [keeper] = useState(() => createLayoutKeeper(screen));
  useEffect(() => {
    const lost = unanswered(screen);
    if (lost) {
      setLayout(lost);
      keeper.later(lost);
    }
    const hidden = () => document.visibilityState === "hidden" && keeper.now();
    window.addEventListener("pagehide", keeper.now);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("pagehide", keeper.now);
      document.removeEventListener("visibilitychange", hidden);
      keeper.now();
    };
  }, [keeper, screen]);
  const arranged = arrange(columns, layout);
  const density = layout?.density ?? "compact";
  const set = (next: TableLayout) => {
    keeper.later(next);
    setLayout(next);
  };
  return {
    columns: arranged,
    shown: arranged.filter((column) => column.shown),
    density,
    setColumns: (next: Arranged<Row>[]) => set(layoutOf(next, density)),
    setDensity: (next: TableLayout["density"]) => set(layoutOf(arranged, next)),
    setWidth: (id: string, width: number) =>
      set(
        layoutOf(
          arranged.map((one) => (one.id === id ? { ...one, width } : one)),
          density,
        ),
      ),
  };
}
