import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Db, openDatabase } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { startChild } from "#lib/local-stack/child.ts";

const shared = resolve("../shared/corpus/perazzi");

/** The corpus that lies beside the repository, else the bundled sample. */
export const corpus: Record<string, string> = existsSync(shared)
  ? {
      CORPUS_ROOT: shared,
      CORPUS_MANIFEST: join(shared, "PGPT/V2/AI-Docs/P2/Source-Corpus.md"),
    }
  : {};

/** Calls `work` with the database of a local stack of its own, into which a corpus was ingested. */
export function withCorpus<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return withStack(async (db, env) => {
    await command("lib/cli/ingest.ts", [], env);
    return work(db);
  });
}

/** Calls `work` with the migrated, empty database of a local stack of its own, and what commands need to find it. */
export async function withStack<T>(
  work: (db: Db, env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "console-bench-"));
  const env = { CONSOLE_DATA_DIR: dataDir, DATABASE_URL: "", OPENAI_API_KEY: "", ...corpus };
  const stack = startChild("stack", ["lib/local-stack/main.ts"], { env, print: () => undefined });
  try {
    await stack.ready;
    await command("lib/cli/db-migrate.ts", [], env);
    const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8"));
    const db = openDatabase(databaseUrl, 3);
    try {
      return await work(db, env);
    } finally {
      await db.destroy();
    }
  } finally {
    stack.kill("SIGTERM");
    await stack.ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs a command to its end and returns what it printed. */
export function command(
  file: string,
  args: string[],
  env: Record<string, string>,
): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: childEnvironment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    let said = "";
    child.stdout.on("data", (data) => {
      printed += data;
    });
    child.stderr.on("data", (data) => {
      said = `${said}${data}`.slice(-2_000);
    });
    child.once("close", (code) =>
      code === 0 ? done(printed) : failed(new Error(`${file} failed (${code}): ${said}`)),
    );
  });
}
