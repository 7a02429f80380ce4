import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";

/** Cuts one connection of the programs to this database, in the middle of whatever it does. */
export async function cutConnection(db: Db): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'corpus-console'
    order by (state = 'active') desc, random() limit 1`.execute(db);
}

/** Ends every connection of the programs to this database but the one it uses, as a restart of the server does. */
export async function endConnections(db: Db): Promise<number> {
  const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and application_name = 'corpus-console'`.execute(
    db,
  );
  return rows.length;
}

/**
 * Kills a process of the server with -9: the server drops every session at once and recovers from its log, as after
 * an immediate restart. Only for a server of one's own on this machine.
 */
export async function crashServer(db: Db): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const pid = rows[0]?.pid;
  if (pid) process.kill(pid, "SIGKILL");
}

/** Tries again while the database is away. */
export async function patiently<T>(work: () => Promise<T>, patienceMs = 60_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/** `kills` and orderly `stops` of workers, `cuts` of connections and `restarts` of the server in a mixed order. */
export function mixed(counts: { kills: number; stops?: number; cuts: number; restarts: number }) {
  const all = [
    ...Array<"kill">(counts.kills).fill("kill"),
    ...Array<"stop">(counts.stops ?? 0).fill("stop"),
    ...Array<"cut">(counts.cuts).fill("cut"),
    ...Array<"restart">(counts.restarts).fill("restart"),
  ];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    const one = all[at];
    const two = all[other];
    if (one && two) [all[at], all[other]] = [two, one];
  }
  return all;
}
