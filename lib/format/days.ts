const dayMs = 86_400_000;

/** The times that history can look back over, in days. */
export const lookBacks = { "7d": 7, "30d": 30, "90d": 90, "1y": 364 } as const;
export type LookBack = keyof typeof lookBacks;

/** Which days to look at: a time back from today, or from one day to another. */
export type DaySpan = {
  time?: LookBack | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

/** Bars over days: the first day and the last (`YYYY-MM-DD`), days a bar, and how many bars. */
export type DayBars = { first: string; last: string; step: number; count: number };

/** The bars of a span: of a day each up to 92 days, then of a week, of four, of a year. */
export function dayBars({ time = "30d", from, to }: DaySpan, today: string): DayBars {
  const last = to ?? (from && from > today ? from : today);
  const first = from ?? addDays(last, 1 - lookBacks[time]);
  const [start, end] = first <= last ? [first, last] : [last, first];
  const days = daysBetween(start, end) + 1;
  const step = [1, 7, 28, 364].find((size) => days / size <= 92) ?? 3_640;
  return { first: start, last: end, step, count: Math.ceil(days / step) };
}

/** The first day of each bar. */
export function barStarts({ first, step, count }: DayBars): string[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at * step));
}

/** The days of the bar that begins on `start`, or undefined where none of them does. */
export function daysOfBar(
  bars: DayBars,
  start: string,
): { first: string; last: string } | undefined {
  if (!barStarts(bars).includes(start)) return undefined;
  const end = addDays(start, bars.step - 1);
  return end < bars.last ? { first: start, last: end } : { first: start, last: bars.last };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs);
}

/** "3 Nov"; "3 Nov 2025" where the year is asked for. */
export function shortDay(day: string, withYear = false): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(withYear ? { year: "numeric" } : {}),
    timeZone: "UTC",
  });
}

/** "3 Nov 2026", "3 to 9 Nov 2026", "30 Dec 2025 to 5 Jan 2026". */
export function daysInWords(first: string, last: string): string {
  if (first === last) return shortDay(first, true);
  if (first.slice(0, 7) === last.slice(0, 7))
    return `${Number(first.slice(8))} to ${shortDay(last, true)}`;
  return `${shortDay(first, first.slice(0, 4) !== last.slice(0, 4))} to ${shortDay(last, true)}`;
}
