"use client";

import { useEffect, useState } from "react";

/** The time in milliseconds: `start` at first (so that server and browser agree), then each second while `ticking`. */
export function useNow(start: number, ticking: boolean): number {
  const [now, setNow] = useState(start);
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
