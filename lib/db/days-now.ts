import { env } from "#lib/env/env.ts";
import { type DayBars, type DaySpan, dayBars } from "#lib/format/days.ts";
import { localOf } from "#lib/format/zone.ts";

/** The bars of a span, up to today in the console's time zone. */
export function daysNow(span: DaySpan, now = new Date()): { bars: DayBars; zone: string } {
  const zone = env().CONSOLE_TIME_ZONE;
  return { bars: dayBars(span, localOf(now.toISOString(), zone).slice(0, 10)), zone };
}
