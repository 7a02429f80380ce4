"use client";

import { type KeyboardEvent, type ReactNode, useRef } from "react";

/** J and K or the arrows go from row to row, H and L or the arrows from lane to lane; Enter opens, as buttons do. */
export function LaneKeys({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    const at = document.activeElement;
    if (!step || !(at instanceof HTMLElement) || !("laneRow" in at.dataset)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const lanes = [...(box.current?.querySelectorAll<HTMLElement>("[data-lane]") ?? [])].map(
      (lane) => [...lane.querySelectorAll<HTMLElement>("[data-lane-row]")],
    );
    const column = lanes.findIndex((rows) => rows.includes(at));
    const row = lanes[column]?.indexOf(at) ?? 0;
    const rows = lanes[column + step.across];
    const next = rows?.[Math.min(row + step.down, rows.length - 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    // With a chunk beside the lanes the keys leaf through the chunks.
    const opened = box.current?.querySelector('[data-lane-row][aria-expanded="true"]');
    if (opened && next.ariaExpanded !== "true") next.click();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on the buttons inside.
    <div ref={box} onKeyDown={onKeyDown} className="relative overflow-x-auto">
      {children}
    </div>
  );
}

const steps: Record<string, { down: number; across: number }> = {
  j: { down: 1, across: 0 },
  ArrowDown: { down: 1, across: 0 },
  k: { down: -1, across: 0 },
  ArrowUp: { down: -1, across: 0 },
  l: { down: 0, across: 1 },
  ArrowRight: { down: 0, across: 1 },
  h: { down: 0, across: -1 },
  ArrowLeft: { down: 0, across: -1 },
};
