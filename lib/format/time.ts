import { onClock } from "./clock.ts";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "always", style: "short" });

/** "3 hr ago", "in 2 days", "just now"; `now` in milliseconds. */
export function relativeTime(iso: string, now: number): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return seconds > 1 ? "in a moment" : "just now";
}

/** On the clock of `zone`: "2026-11-23 15:05:09 UTC+1". With the offset it is one instant, also when clocks go back. */
export function exactTime(iso: string, zone: string): string {
  const { day, time, offset } = onClock(iso, zone);
  return `${day} ${time} ${offset}`;
}

/** "15:05:09" on the clock of `zone`. */
export function clockTime(iso: string, zone: string): string {
  return onClock(iso, zone).time;
}
