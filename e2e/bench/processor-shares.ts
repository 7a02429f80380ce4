import { readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

type Process = { parent: number; seconds: number };

/** Tells of each named process, with all that it started, how much of one core it took since the call. */
export function watchProcessors(named: Record<string, number>): () => Record<string, number> {
  const start = performance.now();
  const before = secondsOf(named);
  return () => {
    const seconds = (performance.now() - start) / 1000;
    const after = secondsOf(named);
    const share = (name: string) => ((after[name] ?? 0) - (before[name] ?? 0)) / seconds;
    return Object.fromEntries(Object.keys(named).map((name) => [name, share(name)]));
  };
}

export function sharesInWords(shares: Record<string, number>): string {
  return Object.entries(shares)
    .map(([name, share]) => `${name} ${share.toFixed(2)}`)
    .join(" · ");
}

/** The process that starts a backend for each connection, where the server runs on this machine. */
export async function serverProcess(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return readProcesses().get(rows[0]?.pid ?? 0)?.parent ?? 0;
}

function secondsOf(named: Record<string, number>): Record<string, number> {
  const processes = readProcesses();
  const owned = new Set(Object.values(named));
  const sums = Object.entries(named).map(([name, pid]) => {
    const sum = (of: number): number =>
      (processes.get(of)?.seconds ?? 0) +
      [...processes]
        .filter(([child, { parent }]) => parent === of && !owned.has(child))
        .reduce((all, [child]) => all + sum(child), 0);
    return [name, sum(pid)] as const;
  });
  return Object.fromEntries(sums);
}

/** Every process with its parent and its seconds of processor, those of its ended children included. */
function readProcesses(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields =
        readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      found.set(Number(name), { parent: Number(fields[1]), seconds: ticks / 100 });
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}
