import { onClock } from "./clock.ts";

/** The wall clock in `zone` at an instant: "2026-12-01T09:00". */
export function localOf(iso: string, zone: string): string {
  const { day, time } = onClock(iso, zone);
  return `${day}T${time.slice(0, 5)}`;
}

/**
 * The instant at which the wall clock in `zone` shows `local` ("2026-12-01T09:00"), or undefined for nonsense and for
 * a time that a change of clocks leaves out. Of a time that comes twice it is the first.
 */
export function instantOf(local: string, zone: string): string | undefined {
  const asUtc = Date.parse(`${local}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) || Number.isNaN(asUtc)) return undefined;
  // The zone's offset is within 14 hours: look it up on both sides, and try each.
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map(
    (at) => Date.parse(`${localOf(new Date(at).toISOString(), zone)}:00Z`) - at,
  );
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b);
  const found = candidates.find((at) => localOf(new Date(at).toISOString(), zone) === local);
  return found === undefined ? undefined : new Date(found).toISOString();
}
