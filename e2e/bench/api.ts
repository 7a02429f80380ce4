import { sql } from "kysely";
import { createToken } from "#lib/auth/create-token.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { type Called, callAtRate } from "./call-at-rate.ts";
import type { Figure } from "./figure.ts";
import { startConsole } from "./start-console.ts";
import { command } from "./with-corpus.ts";

const perSecond = 30;

/**
 * The runtime API of the built application on TEST_DATABASE_URL, asked 30 times a second for
 * BENCH_API_SECONDS (300) over BENCH_API_CHUNKS (10,000): first alone, then while a run writes as many
 * chunks anew. Times are from when a request was due, so that a stall counts for all behind it.
 */
export async function benchApi(): Promise<Figure[]> {
  const { TEST_DATABASE_URL, BENCH_API_SECONDS, BENCH_API_CHUNKS } = childEnvironment();
  if (!TEST_DATABASE_URL) throw new Error("set TEST_DATABASE_URL: this figure is of a real server");
  const seconds = Number(BENCH_API_SECONDS ?? 300);
  const sections = Number(BENCH_API_CHUNKS ?? 10_000);
  const { db, url, close } = await testDatabase();
  const corpus = temporaryCorpus();
  const env = {
    CORPUS_ROOT: corpus.root,
    DATABASE_URL: url,
    CONSOLE_ENVIRONMENT: "local",
    OPENAI_API_KEY: "",
  };
  try {
    writeCorpus(corpus, sections, 1);
    await command("lib/cli/ingest.ts", ["--json"], env);
    await command("lib/cli/db-index.ts", [], env);
    const web = await startConsole("start", corpus.root, env);
    try {
      const { secret } = await createToken(
        db,
        { label: "bench" },
        { consumer: "bench", scopes: ["retrieve"], requestsPerMinute: 100_000, expiresInDays: 1 },
      );
      const call = (n: number) => ask(web.url, secret, n);
      await callAtRate(call, { perSecond: 5, seconds: 4 });
      const alone = await callAtRate(call, { perSecond, seconds: Math.min(seconds, 60) });
      writeCorpus(corpus, sections, 2);
      const run = timed(command("lib/cli/ingest.ts", ["--json"], env));
      const during = await callAtRate(call, { perSecond, seconds });
      return [
        ...figures("alone", alone),
        ...figures("while a run writes", during),
        await written(db, run),
      ];
    } finally {
      await web.stop();
    }
  } finally {
    corpus.remove();
    await close();
  }
}

async function ask(base: string, secret: string, n: number): Promise<boolean> {
  const response = await fetch(`${base}/api/v1/retrieve`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ query: `${word(n)} ${word(n * 7)} number ${n}` }),
  });
  const { results } = (await response.json()) as { results?: unknown[] };
  return response.status === 200 && (results?.length ?? 0) > 0;
}

function figures(when: string, { ms, errors }: Called): Figure[] {
  const over = `${ms.length} requests at ${perSecond} a second`;
  const at = (share: number) => `${percentile(ms, share).toFixed(0)} ms`;
  return [
    { name: `API p50, ${when}`, value: at(0.5), over },
    { name: `API p95, ${when}`, value: at(0.95), goal: "≤ 300 ms", over },
    { name: `API p99, ${when}`, value: at(0.99), over },
    { name: `API errors, ${when}`, value: String(errors), goal: "0", over },
  ];
}

async function written(
  db: Db,
  run: Promise<{ printed: string; seconds: number }>,
): Promise<Figure> {
  const { printed, seconds } = await run;
  const { chunks } = JSON.parse(printed) as { chunks: { written: number } };
  const { rows } = await sql<{ logged: number; chunks: number }>`
    select (select sum(calls) from console.retrieval_log)::int as logged,
      (select count(*) from ${baseTables().chunks})::int as chunks`.execute(db);
  return {
    name: "chunks that the run wrote meanwhile",
    value: String(chunks.written),
    over: `in ${seconds.toFixed(0)} s, of ${rows[0]?.chunks}; ${rows[0]?.logged} calls logged`,
  };
}

async function timed(printed: Promise<string>) {
  const start = performance.now();
  return { printed: await printed, seconds: (performance.now() - start) / 1000 };
}

/** Texts of a hundred sections each, long enough to be a chunk of its own; another edition changes each of them. */
function writeCorpus(
  corpus: ReturnType<typeof temporaryCorpus>,
  sections: number,
  edition: number,
): void {
  const documents = Array.from({ length: Math.ceil(sections / 100) }, (_, at) => `text-${at}.md`);
  for (const [at, path] of documents.entries())
    corpus.write(
      path,
      Array.from({ length: 100 }, (_, n) => section(at * 100 + n, edition)).join("\n\n"),
    );
  corpus.list(documents.map((path) => ({ path })));
}

function section(n: number, edition: number): string {
  const words = Array.from({ length: 640 }, (_, at) => word(n * 31 + at * at + edition));
  return `## Section ${n}\n\nEdition ${edition}. ${words.join(" ")}.`;
}

const words =
  "barrel frame wheel lug steel carbon paint serial number year works hand brazed tube fork saddle chain service warranty dealer rider race medal maker station file polish engrave stock walnut trigger balance weight fitting measure order delivery colour finish".split(
    " ",
  );

function word(n: number): string {
  return words[Math.abs(n * 2_654_435_761) % words.length] ?? "frame";
}
