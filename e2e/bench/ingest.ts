import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Figure } from "./figure.ts";
import { command, corpus, withStack } from "./with-corpus.ts";

/** `ingest:v2` with the offline embedder, then once more over the unchanged corpus; also on TEST_DATABASE_URL. */
export async function benchIngest(): Promise<Figure[]> {
  const local = await withStack((db, env) => measure("local stack", db, env));
  if (!childEnvironment().TEST_DATABASE_URL) return local;
  const { db, url, close } = await testDatabase();
  try {
    const env = {
      ...corpus,
      CORPUS_ROOT: corpus.CORPUS_ROOT ?? "supabase/corpus",
      DATABASE_URL: url,
      CONSOLE_ENVIRONMENT: "local",
      OPENAI_API_KEY: "",
    };
    return [...local, ...(await measure("real server", db, env))];
  } finally {
    await close();
  }
}

async function measure(where: string, db: Db, env: Record<string, string>): Promise<Figure[]> {
  const first = await ingest(env);
  const before = await versions(db);
  const second = await ingest(env);
  const after = await versions(db);
  const written =
    [...after].filter((row) => !before.has(row)).length + Math.max(0, before.size - after.size);
  const { documents, chunks, tokens } = first.run;
  return [
    {
      name: `first run, ${where}`,
      value: `${first.seconds.toFixed(1)} s`,
      goal: "≤ 60 s",
      over: `${documents.scanned} documents, ${chunks.embedded} embeddings, ${tokens} tokens`,
    },
    {
      name: `second run, ${where}`,
      value: `${second.seconds.toFixed(1)} s`,
      goal: "≤ 3 s",
      over: `${second.run.documents.skipped} documents unchanged`,
    },
    {
      name: `second run, embeddings, ${where}`,
      value: String(second.run.chunks.embedded),
      goal: "0",
    },
    { name: `second run, base rows written, ${where}`, value: String(written), goal: "0" },
  ];
}

type Run = {
  documents: { scanned: number; skipped: number };
  chunks: { embedded: number };
  tokens: number;
};

/** Seconds from the start of the command to its end. */
async function ingest(env: Record<string, string>): Promise<{ run: Run; seconds: number }> {
  const start = performance.now();
  const run: Run = JSON.parse(await command("lib/cli/ingest.ts", ["--json"], env));
  return { run, seconds: (performance.now() - start) / 1000 };
}

/** Every version of every base row: one that is written, even with what it held, gets another. */
async function versions(db: Db): Promise<Set<string>> {
  const { documents, chunks, embeddings } = baseTables();
  const { rows } = await sql<{ row: string }>`
    select id || ' ' || xmin || ' ' || ctid as row from ${documents}
    union all select id || ' ' || xmin || ' ' || ctid from ${chunks}
    union all select chunk_id || ' ' || xmin || ' ' || ctid from ${embeddings}`.execute(db);
  return new Set(rows.map(({ row }) => row));
}
