"use client";

import { useEffect, useEffectEvent } from "react";

export type BrowserKeys = {
  count: number;
  active: number;
  onActive: (index: number) => void;
  onOpen: (index: number) => void;
  onSelect: (index: number, range: boolean) => void;
  onClose: () => boolean;
};

/**
 * J and K (or the arrows) move, Enter opens, X selects (with shift a range), E edits what is selected, F leads to the
 * filters, Esc closes.
 * They work wherever nobody types and nothing lies over the page.
 */
export function useBrowserKeys(keys: BrowserKeys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isElsewhere(event.target)) return;
    const { active, count, onActive } = keys;
    const step = steps[event.key];
    if (step !== undefined) {
      const next = Math.min(count - 1, Math.max(0, active + step));
      if (count > 0) onActive(next);
    } else if (event.key === "Enter" && active >= 0 && onRow(event.target, active))
      keys.onOpen(active);
    else if ((event.key === "x" || event.key === "X") && active >= 0)
      keys.onSelect(active, event.shiftKey);
    else if (event.key === "e") {
      if (!editSelection()) return;
    } else if (event.key === "f") {
      if (!toFilters()) return;
    } else if (event.key !== "Escape" || !keys.onClose()) return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const steps: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** The first thing that can be done with the selection: many presses of Tab away from the rows. */
function editSelection(): boolean {
  const button = document.querySelector<HTMLElement>('[aria-label="Selection"] [aria-haspopup]');
  button?.focus();
  button?.click();
  return button !== null;
}

/** The first filter in sight, or where there is no room for them what opens them. */
function toFilters(): boolean {
  const filters = document.querySelectorAll<HTMLElement>(
    '[aria-label="Filters"] button, [data-opens="filters"]',
  );
  const first = [...filters].find((one) => one.offsetParent !== null);
  first?.focus();
  if (first?.dataset.opens) first.click();
  return first !== undefined;
}

/** Typing, in a menu or in a dialog. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=separator]") !== null
  );
}

/** Enter means the row only where no other button has the focus. */
function onRow(target: EventTarget | null, active: number): boolean {
  if (!(target instanceof HTMLElement)) return true;
  const row = target.closest("tr[data-index]");
  if (row) return row.getAttribute("data-index") === String(active) && !target.closest("button");
  return target.closest("a, button") === null;
}
