"use client";

import { useEffect, useRef, useState } from "react";
import { apiSend } from "#components/api-client.ts";
import { toast } from "#components/ui/toast.ts";
import type { TableLayout } from "#lib/url/table-answers.ts";
import { type Arranged, arrange, type BrowserColumn, layoutOf } from "./browser-column.ts";

const settleMs = 600;

/** How this person arranged the table; changes show at once and are kept a moment later. */
export function useLayout<Row>(
  screen: string,
  columns: readonly BrowserColumn<Row>[],
  stored: TableLayout | null,
) {
  const [layout, setLayout] = useState(stored);
  const changed = useRef(false);
  useEffect(() => {
    if (!changed.current || !layout) return;
    const timer = setTimeout(() => {
      apiSend("PUT", `/api/tables/${screen}/layout`, layout).catch(() =>
        toast.error(
          "How the table is arranged could not be kept. It holds until you leave the page.",
        ),
      );
    }, settleMs);
    return () => clearTimeout(timer);
  }, [screen, layout]);
  const arranged = arrange(columns, layout);
  const density = layout?.density ?? "compact";
  const set = (next: TableLayout) => {
    changed.current = true;
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
