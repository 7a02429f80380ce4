import { sql } from "kysely";
import { createToken } from "#lib/auth/create-token.ts";
import type { Db } from "#lib/db/pool.ts";
import { baseTables } from "#lib/db/tables.ts";
import { childEnvironment, env } from "#lib/env/env.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { bareSearch } from "./bare-search.ts";
import { type Called, callAtRate } from "./call-at-rate.ts";
import type { Figure } from "./figure.ts";
import { serverProcess, sharesInWords, watchProcessors } from "./processor-shares.ts";
import { vectors } from "./scale-data.ts";
import { questionOf, writeSections } from "./section-corpus.ts";
import { loadNow } from "./server-processor.ts";
import { startConsole } from "./start-console.ts";
import { startSteadyProvider } from "./steady-provider.ts";
import { command } from "./with-corpus.ts";

const perSecond = 30;
/** As a provider answers, and questions that come again and again: their vectors are remembered. */
const providerMs = 200;
const questions = 200;

/**
 * The runtime API of the built application on TEST_DATABASE_URL, asked 30 times a second for
 * BENCH_API_SECONDS (300) over BENCH_API_CHUNKS (10,000): first alone, then while a run writes as many
 * chunks anew, at the rate of a provider's limit that lets it end within that time. Times are from when a
 * request was due, so that a stall counts for all behind it.
 */
export async function benchApi(): Promise<Figure[]> {
  const { TEST_DATABASE_URL, BENCH_API_SECONDS, BENCH_API_CHUNKS } = childEnvironment();
  if (!TEST_DATABASE_URL) throw new Error("set TEST_DATABASE_URL: this figure is of a real server");
  const seconds = Number(BENCH_API_SECONDS ?? 300);
  const sections = Number(BENCH_API_CHUNKS ?? 10_000);
  const { db, url, close } = await testDatabase();
  const corpus = temporaryCorpus();
  const provider = await startSteadyProvider(providerMs);
  const own = {
    CORPUS_ROOT: corpus.root,
    DATABASE_URL: url,
    CONSOLE_ENVIRONMENT: "local",
    OPENAI_API_KEY: "a key",
    OPENAI_BASE_URL: provider.baseUrl,
  };
  try {
    writeSections(corpus, sections, 1);
    await command("lib/cli/ingest.ts", ["--json"], own);
    await command("lib/cli/db-index.ts", [], own);
    await sql`analyze`.execute(db);
    const web = await startConsole("start", corpus.root, own);
    try {
      const { secret } = await createToken(
        db,
        { label: "bench" },
        { consumer: "bench", scopes: ["retrieve"], requestsPerMinute: 100_000, expiresInDays: 1 },
      );
      const bare = await bareQuestion(db, sections);
      const beside = (time: number) =>
        Promise.all([
          callAtRate((n) => ask(web.url, secret, n % questions), { perSecond, seconds: time }),
          callAtRate((n) => ask(web.url, secret, questions + n), { perSecond: 1, seconds: time }),
          callAtRate(bare, { perSecond: 1, seconds: time }),
        ]);
      const named = {
        client: process.pid,
        provider: provider.pid,
        "web and worker": web.pid,
        database: await serverProcess(db),
      };
      await callAtRate((n) => ask(web.url, secret, n), { perSecond: 10, seconds: questions / 10 });
      const shareAlone = watchProcessors(named);
      const alone = await beside(Math.min(seconds, 60));
      const lines = figures("alone", alone, shareAlone());
      await paceRuns(db, sections, seconds);
      writeSections(corpus, sections, 2);
      const shareDuring = watchProcessors(named);
      const run = timed(command("lib/cli/ingest.ts", ["--json"], own));
      const during = await beside(seconds);
      const shares = shareDuring();
      return [...lines, ...figures("while a run writes", during, shares), await written(db, run)];
    } finally {
      await web.stop();
    }
  } finally {
    await provider.stop();
    corpus.remove();
    await close();
  }
}

/** A limit of the provider by which all texts are bought within three quarters of the time. */
async function paceRuns(db: Db, sections: number, seconds: number): Promise<void> {
  const requestsPerMinute = Math.ceil(sections / env().EMBED_BATCH_SIZE / ((seconds * 0.75) / 60));
  await sql`insert into console.settings (key, value) values ('embed_requests', ${JSON.stringify({ requestsPerMinute })}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(db);
}

async function ask(base: string, secret: string, n: number): Promise<boolean> {
  const response = await fetch(`${base}/api/v1/retrieve`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ query: questionOf(n) }),
  });
  const { results } = (await response.json()) as { results?: unknown[] };
  return response.status === 200 && (results?.length ?? 0) > 0;
}

/** The same search by bare SQL on a connection of its own, with a vector that is there. */
async function bareQuestion(db: Db, embeddings: number): Promise<() => Promise<boolean>> {
  const { rows } = await sql<{ model: string }>`select embedding_model as model
    from ${baseTables().embeddings} limit 1`.execute(db);
  const model = rows[0]?.model ?? "";
  const drawn = vectors("clustered", 1, 1);
  return async () =>
    (await bareSearch(db, Array.from(drawn.next()), { model, embeddings })).length > 0;
}

function figures(
  when: string,
  [{ ms, errors }, unknown, bare]: [Called, Called, Called],
  shares: Record<string, number>,
): Figure[] {
  const over = `${ms.length} requests at ${perSecond} a second, ${questions} questions`;
  const at = (values: number[], share: number) => `${percentile(values, share).toFixed(0)} ms`;
  return [
    { name: `API p50, ${when}`, value: at(ms, 0.5), over },
    { name: `API p95, ${when}`, value: at(ms, 0.95), goal: "≤ 300 ms", over },
    {
      name: `API p95 over bare SQL beside it, ${when}`,
      value: `× ${(percentile(ms, 0.95) / percentile(bare.ms, 0.95)).toFixed(2)}`,
      over: `${bare.ms.length} searches by SQL alone, p95 ${at(bare.ms, 0.95)}, ${bare.errors} errors`,
    },
    { name: `API p99, ${when}`, value: at(ms, 0.99), over },
    {
      name: `API p95 of a question never asked before, ${when}`,
      value: at(unknown.ms, 0.95),
      over: `${unknown.ms.length} requests; ${providerMs} ms of it are the provider's`,
    },
    {
      name: `API errors, ${when}`,
      value: String(errors + unknown.errors),
      goal: "0",
      over: `${ms.length + unknown.ms.length} requests`,
    },
    { name: `cores taken, ${when}`, value: sharesInWords(shares), over: loadNow() },
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
