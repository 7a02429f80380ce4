import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

type Fleet = {
  /** Ends one of them at once, or asks it to stop. */
  killOne(signal?: "SIGKILL" | "SIGTERM"): void;
  stop(): Promise<void>;
};

/** So many programs, each started anew whenever it ends. */
export function startFleet(count: number, file: string, env: NodeJS.ProcessEnv): Fleet {
  const children = new Set<ChildProcess>();
  let stopped = false;
  const start = () => {
    if (stopped) return;
    const child = spawn(process.execPath, [file], { env, stdio: "ignore" });
    children.add(child);
    child.once("exit", () => {
      children.delete(child);
      setTimeout(start, 50);
    });
  };
  for (let at = 0; at < count; at++) start();
  return {
    killOne(signal = "SIGKILL") {
      const running = [...children];
      running[Math.floor(Math.random() * running.length)]?.kill(signal);
    },
    async stop() {
      stopped = true;
      await Promise.all(
        [...children].map(async (child) => {
          const ended = once(child, "exit");
          child.kill("SIGTERM");
          const timer = setTimeout(() => child.kill("SIGKILL"), 12_000);
          await ended;
          clearTimeout(timer);
        }),
      );
    },
  };
}
