"use client";

import { valueText } from "#lib/format/value.ts";
import { useTimeZone } from "./time-zone.tsx";

/** A stored value in words; "nothing" where there is none. */
export function ValueText({ value }: { value: unknown }) {
  const zone = useTimeZone();
  return valueText(value, zone) || "nothing";
}
