import { type DayBars, daysInWords, daysOfBar } from "#lib/format/days.ts";

const units: Record<number, string> = { 1: "day", 7: "week", 28: "four weeks", 364: "year" };

/** What one bar is of. */
export function barUnit({ step }: DayBars): string {
  return units[step] ?? "time";
}

/** A bar's days in words: "3 Nov 2026", "3 to 9 Nov 2026". */
export function barName(bars: DayBars, start: string): string {
  const days = daysOfBar(bars, start);
  return days ? daysInWords(days.first, days.last) : start;
}

/** The head of the column of days: "Day (UTC)", "Week from (UTC)". */
export function barHeader(bars: DayBars, zone: string): string {
  const unit = barUnit(bars);
  const name = unit.charAt(0).toUpperCase() + unit.slice(1);
  return bars.step === 1 ? `${name} (${zone})` : `${name} from (${zone})`;
}
