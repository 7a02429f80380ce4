import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#lib/local-stack/ports.ts";
import { createSupervisor, listening } from "#lib/local-stack/supervisor.ts";
import { startLine } from "./database-line.ts";
import { test as base } from "./fixtures.ts";
import { webServer } from "./web-server.ts";

export type OwnConsole = {
  url: string;
  databaseUrl: string;
  /** The folder of its corpus. */
  corpus: string;
  /** The database goes away for web and worker alike: open connections end, new ones are refused. */
  cutDatabase: () => Promise<void>;
  restoreDatabase: () => Promise<void>;
};

/** A console of a spec's own, over a corpus of its own, whose database can be taken away and given back. */
export function withOwnConsole(makeCorpus: () => string) {
  return base.extend<object, { own: OwnConsole }>({
    own: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the wanted fixtures from the pattern.
      async ({}, use, { parallelIndex }) => {
        const corpus = makeCorpus();
        // Two that look for a port at the same moment would find the same one.
        const { own, stop } = await startOwn(corpus, 3800 + parallelIndex * 20);
        await use(own);
        await stop();
        rmSync(corpus, { recursive: true, force: true });
      },
      { scope: "worker", timeout: 240_000 },
    ],
    baseURL: async ({ own }, use) => use(own.url),
  });
}

async function startOwn(corpus: string, firstPort: number) {
  const dataDir = mkdtempSync(join(tmpdir(), "console-own-"));
  const halt = new AbortController();
  const said: string[] = [];
  const { start, run, keep, stopAll } = createSupervisor({
    print: (line) => void said.push(line),
    signal: halt.signal,
  });
  const env = { CONSOLE_DATA_DIR: dataDir, CORPUS_ROOT: corpus, DATABASE_URL: "" };
  const stack = start("stack", ["lib/local-stack/main.ts"], env);
  let line: Awaited<ReturnType<typeof startLine>> | undefined;
  const stop = async () => {
    halt.abort();
    await stopAll(stack);
    await line?.cut();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await stack.ready;
    const file = join(dataDir, "stack.json");
    const announced = JSON.parse(readFileSync(file, "utf8"));
    line = await startLine(announced.databaseUrl);
    writeFileSync(file, JSON.stringify({ ...announced, databaseUrl: line.url }));
    await run("prepare", ["lib/cli/prepare-stack.ts"], env);
    const port = await freePort(firstPort);
    start("web", webServer(port), { ...env, PORT: String(port) });
    void keep("worker", ["lib/cli/worker.ts"], env).catch(() => undefined);
    await listening(port, halt.signal);
    const own: OwnConsole = {
      url: `http://localhost:${port}`,
      databaseUrl: line.url,
      corpus,
      cutDatabase: line.cut,
      restoreDatabase: line.restore,
    };
    return { own, stop };
  } catch (error) {
    await stop();
    throw new Error(`the console did not start:\n${said.slice(-20).join("\n")}`, { cause: error });
  }
}
