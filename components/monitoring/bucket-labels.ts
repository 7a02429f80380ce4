import type { Range } from "#lib/retrieve/monitor-schemas.ts";

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A bar's beginning in full: "24 Nov 06:00", or "24 Nov" where bars are of whole days. */
export function bucketLabel(iso: string, range: Range): string {
  const date = day.format(new Date(iso));
  return range === "30d" || range === "90d" ? date : `${date} ${iso.slice(11, 16)}`;
}

/** The short form under an axis: the time within a day, else the day. */
export function bucketTick(range: Range): (label: string) => string {
  return range === "1h" || range === "24h"
    ? (label) => label.slice(-5)
    : (label) => label.split(" ").slice(0, 2).join(" ");
}
