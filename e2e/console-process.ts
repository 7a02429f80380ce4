import { readdirSync, readFileSync } from "node:fs";

/** The process ids of the workers that a console's supervisor keeps; read from /proc, as a person reads `ps`. */
export function workerPids(supervisor: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return Number(parent) === supervisor && command.includes("lib/cli/worker.ts");
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}
