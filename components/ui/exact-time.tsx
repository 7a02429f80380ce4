"use client";

import { exactTime } from "#lib/format/time.ts";
import { useTimeZone } from "./time-zone.tsx";

/** A moment in full, on the clock of the configured zone. */
export function ExactTime({ at }: { at: string }) {
  const zone = useTimeZone();
  return <time dateTime={at}>{exactTime(at, zone)}</time>;
}
