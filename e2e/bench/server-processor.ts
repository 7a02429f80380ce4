import { readFileSync } from "node:fs";
import { loadavg } from "node:os";

/**
 * Processor milliseconds that a server's process has taken, in steps of ten; undefined where it runs elsewhere.
 * Other programs slow the clock, not that.
 */
export function processorOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

/** What else the machine did meanwhile. */
export function loadNow(): string {
  return `load average ${loadavg()[0]?.toFixed(1)}`;
}
