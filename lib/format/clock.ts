// Making one costs a hundred times as much as using it, and a page shows hundreds of times.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  clocks.set(zone, clock);
  return clock;
}

/** What the wall clock in `zone` shows at an instant: "2026-12-01", "09:00:00", "UTC+1". */
export function onClock(iso: string, zone: string): { day: string; time: string; offset: string } {
  const parts = clockOf(zone).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}:${part("second")}`,
    // UTC itself is "GMT" here and "GMT+0" there.
    offset: part("timeZoneName")
      .replace("GMT", "UTC")
      .replace(/[+-]0$/, ""),
  };
}
