import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { type Child, startChild } from "./child.ts";

type Supervised = {
  /** Puts a line on the terminal. */
  print: (line: string) => void;
  /** Aborted by Ctrl-C or by the first crash that ends everything. */
  signal: AbortSignal;
};

/** From the first signal: when the others are ended, and when the last one is. Ctrl-C takes 5 s at most. */
const stopGraceMs = { others: 3_800, last: 4_300 };
const backoffMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Keeps a set of processes: starts them, ends all of them within 5 s, stack last. */
export function createSupervisor({ print, signal }: Supervised) {
  const running = new Set<Child>();

  function start(name: string, args: string[], env: Record<string, string> = {}): Child {
    signal.throwIfAborted();
    const child = startChild(name, args, { env, print });
    running.add(child);
    child.ended.then(() => running.delete(child));
    return child;
  }

  /** Runs a command to its end; throws unless it succeeds. */
  async function run(name: string, args: string[], env?: Record<string, string>): Promise<void> {
    const code = await start(name, args, env).ended;
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`${name} failed (${code})`);
  }

  /** Runs a command for as long as the console runs; when it ends, says so and starts it again. */
  async function keep(name: string, args: string[], env?: Record<string, string>): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      const since = Date.now();
      const code = await start(name, args, env).ended;
      if (signal.aborted) return;
      if (Date.now() - since > 60_000) failures = 0;
      const pause = backoffMs[Math.min(failures, backoffMs.length - 1)] ?? 30_000;
      print(`${name} ended (${code}); starting it again in ${pause / 1_000} s`);
      await wait(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Asks all to stop, then ends what is left; whoever is in `last` is asked after the others. */
  async function stopAll(last: Child | undefined): Promise<void> {
    const asked = Date.now();
    await end(
      [...running].filter((child) => child !== last),
      asked + stopGraceMs.others,
    );
    await end(last ? [last] : [], asked + stopGraceMs.last);
  }

  return { start, run, keep, stopAll };
}

export type Supervisor = ReturnType<typeof createSupervisor>;

/** A group may outlive its leader: Next's server still writes its cache, and a kill then would corrupt it. */
async function end(children: Child[], deadline: number): Promise<void> {
  for (const child of children) child.kill("SIGINT");
  while (children.some((child) => child.alive()) && Date.now() < deadline) await wait(25);
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(children.map((child) => child.ended));
}

/** Resolves once something answers on the port; throws when the signal is aborted first. */
export async function listening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await answers(port))) await wait(100, undefined, { signal });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });
}
