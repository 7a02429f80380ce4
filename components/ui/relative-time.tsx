"use client";

import { useEffect, useState } from "react";
import { exactTime, relativeTime } from "#lib/format/time.ts";
import { useTimeZone } from "./time-zone.tsx";

/** A time as "3 h ago", the exact one on hover; "never" where there is none. */
export function RelativeTime({ at, now }: { at: string | Date | null; now?: number }) {
  const [clock, setClock] = useState(now);
  const zone = useTimeZone();
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
      title={exactTime(iso, zone)}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {clock === undefined ? exactTime(iso, zone) : relativeTime(iso, clock)}
    </time>
  );
}
