"use client";

import { createContext, type ReactNode, useContext } from "react";

const TimeZone = createContext("UTC");

/** The zone that times are shown in below here: the configured one. */
export function TimeZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <TimeZone value={zone}>{children}</TimeZone>;
}

export function useTimeZone(): string {
  return useContext(TimeZone);
}
