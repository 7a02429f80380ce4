import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { childEnvironment } from "#lib/env/env.ts";
import { freePort } from "#lib/local-stack/ports.ts";

/** Starts the console of this folder, on a stack of its own unless told otherwise, and waits until it says where it is. */
export async function startConsole(
  command: "dev" | "start",
  dataDir: string,
  env: Record<string, string> = {},
) {
  const port = await freePort(3900);
  const child = spawn(process.execPath, [`lib/cli/${command}.ts`], {
    env: childEnvironment({
      DATABASE_URL: "",
      CONSOLE_DATA_DIR: dataDir,
      PORT: String(port),
      ...env,
    }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = await Promise.race([
    announced(child),
    ended.then((code) => Promise.reject(new Error(`the console ended early (${code})`))),
  ]);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { url, stop, pid: child.pid ?? 0 };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = line.match(/The console is at (http:\/\/\S+)/)?.[1];
      if (url) resolve(url);
    });
  });
}
