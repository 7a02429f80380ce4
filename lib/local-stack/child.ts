import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { childEnvironment } from "#lib/env/env.ts";

export type Child = {
  name: string;
  pid: number;
  /** Resolves when the process has ended, with its code (or the signal's name). */
  ended: Promise<number | string>;
  /** Resolves with the first message from the child; rejects when it ends without one. */
  ready: Promise<unknown>;
  kill: (signal: NodeJS.Signals) => void;
  /** True while the process or anything that it started in its group still runs. */
  alive: () => boolean;
};

type ChildOptions = { env?: Record<string, string>; print: (line: string) => void };

/** Starts `node <args>` in a process group of its own, so that a Ctrl-C reaches only the supervisor. */
export function startChild(name: string, args: string[], options: ChildOptions): Child {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    env: childEnvironment(options.env),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) prefixed(name, stream, options.print);
  const ended = endOf(child);
  const ready = Promise.race([
    new Promise((resolve) => child.once("message", resolve)),
    ended.then((code) => Promise.reject(new Error(`${name} ended (${code}) before it was ready`))),
  ]);
  ready.catch(() => {});
  return {
    name,
    pid: child.pid ?? 0,
    ended,
    ready,
    kill: (signal) => void signalled(child.pid, signal),
    alive: () => signalled(child.pid, 0),
  };
}

/** Sends a signal to a whole group; false where nobody is left in it. */
function signalled(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (!pid) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

function endOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
}

function prefixed(name: string, stream: Readable | null, print: (line: string) => void): void {
  if (!stream) return;
  const label = `${name} │ `;
  createInterface({ input: stream }).on("line", (line) => print(`${label.padStart(9)}${line}`));
}
