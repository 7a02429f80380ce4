import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { AppError } from "#lib/errors/app-error.ts";

/** `start` tells a process from a later one that got the same pid (Linux only; else empty). */
type Holder = { pid: number; start: string };

/**
 * Takes the lock file or throws a conflict that names the holder. A dead holder's lock is taken over.
 * Returns the function that removes it.
 */
export function takeLock(file: string): () => void {
  const mine: Holder = { pid: process.pid, start: startOf(process.pid) };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (linked(draft, file)) return () => release(file, mine);
      const holder = readHolder(file);
      if (holder && isAlive(holder))
        throw new AppError(
          "conflict",
          `The local stack is already running: process ${holder.pid} holds ${file}. Stop that one first.`,
        );
      if (holder) setAside(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new AppError("conflict", `Could not take the lock ${file}: others keep taking it.`);
}

/** True while the process that wrote this still runs. */
export function isAlive(holder: { pid: number; start?: string }): boolean {
  if (!(holder.pid > 0)) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const start = startOf(holder.pid);
  return !holder.start || !start || holder.start === start;
}

/** A link is atomic and carries its content: nobody ever reads a half-written lock. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (value && typeof value === "object" && "pid" in value)
      return { pid: Number(value.pid), start: "start" in value ? String(value.start) : "" };
    return { pid: 0, start: "" };
  } catch (error) {
    if (error instanceof SyntaxError) return { pid: 0, start: "" };
    return undefined;
  }
}

/** Moves a dead holder's lock away; puts it back when somebody alive took it in between. */
function setAside(file: string, dead: Holder): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (moved && moved.pid !== dead.pid && isAlive(moved)) linked(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, mine: Holder): void {
  const holder = readHolder(file);
  if (holder?.pid === mine.pid && holder.start === mine.start) rmSync(file, { force: true });
}

/** Start time in clock ticks since boot, from /proc; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
