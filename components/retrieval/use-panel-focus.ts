"use client";

import { useCallback, useEffect, useRef } from "react";

/** The focus of a panel beside the lanes: the button that opened it leads into it, and it leads back. */
export function usePanelFocus(title: string, takes: boolean, lane: number) {
  const region = useRef<HTMLElement>(null);
  const opener = useRef<HTMLElement>(null);
  const before = useRef("");

  useEffect(() => {
    const from = document.activeElement;
    // What was pressed inside went away with what it opened; an address that opens the panel moves nothing.
    const lost = from === document.body && before.current !== "" && before.current !== title;
    before.current = title;
    if (!takes) opener.current = null;
    const pressed = takes && from instanceof HTMLButtonElement && !from.closest("[role=dialog]");
    if (pressed && !region.current?.parentElement?.contains(from)) opener.current = from;
    else if (!lost) return;
    region.current?.focus({ preventScroll: true });
  }, [title, takes]);

  /** To be called before it closes: what holds the focus goes away with it. */
  const leave = useCallback(() => {
    const at = document.activeElement;
    if (at !== document.body && !region.current?.parentElement?.contains(at)) return;
    // One chunk may stand open in several lanes.
    const lanes = [...document.querySelectorAll("[data-lane]")];
    const row = [lanes[lane], ...lanes]
      .map((one) => one?.querySelector<HTMLElement>('[data-lane-row][aria-expanded="true"]'))
      .find((one) => one);
    const back = opener.current?.isConnected ? opener.current : row;
    back?.focus();
  }, [lane]);

  return { region, leave };
}
