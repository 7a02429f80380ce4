"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "#lib/format/time.ts";

/** A time as "3 h ago", the exact one on hover; "never" where there is none. */
export function RelativeTime({ at, now }: { at: string | Date | null; now?: number }) {
  const [clock, setClock] = useState(now);
  useEffect(() => {
    setClock(Date.now());
    const timer = setInterval(() => setClock(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (at === null) return <span className="text-muted">never</span>;
  const iso = new Date(at).toISOString();
  return (
    <time
      dateTime={iso}
      title={exactTime(iso)}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {clock === undefined ? exactTime(iso) : relativeTime(iso, clock)}
    </time>
  );
}
