"use client";

import { useEffect, useRef } from "react";

/** Leads to a lane once the lanes have changed: what was pressed is gone with its lane or its notice. */
export function useLaneFocus(lanes: readonly string[]): (index: number) => void {
  const wanted = useRef<number>(undefined);
  const order = lanes.join(" ");
  useEffect(() => {
    if (wanted.current === undefined) return;
    const all = document.querySelectorAll<HTMLElement>("[data-lane] select");
    all[Math.min(wanted.current, all.length - 1)]?.focus();
    wanted.current = undefined;
  }, [order]);
  return (index) => {
    wanted.current = index;
  };
}
