"use client";

import { useEffect, useRef } from "react";

/** A control that a single key leads to from anywhere on the page where nothing is being typed. */
export function useFocusKey<T extends HTMLElement>(key: string) {
  const control = useRef<T>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (at instanceof HTMLElement && at.closest("input, textarea, select, [role=dialog]")) return;
      event.preventDefault();
      control.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, [key]);
  return control;
}
