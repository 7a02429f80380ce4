import { existsSync } from "node:fs";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { startAuthServer } from "#lib/local-stack/auth-server.ts";
import { ensureAccount } from "#lib/local-stack/ensure-account.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import type { Figure } from "./figure.ts";
import { questionOf, writeSections } from "./section-corpus.ts";
import { measureSlider } from "./slider-to-repaint.ts";
import { startConsole } from "./start-console.ts";
import { command } from "./with-corpus.ts";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const rounds = 20;
const account = { email: "bench@demo.local", password: "bench-password" };
/** As the lab asks them. */
const lanes = {
  production: {},
  "exact, no rerank": { plan: "exact", rerank: false },
  hybrid: { candidatesFrom: "hybrid" },
  "full text alone": { candidatesFrom: "fulltext" },
};

/**
 * The lab of the built console in a real browser, on TEST_DATABASE_URL over BENCH_LAB_CHUNKS (10,000) chunks:
 * four lanes at once against the slowest of them alone, and how long a slider takes to the repaint.
 */
export async function benchLab(): Promise<Figure[]> {
  const { TEST_DATABASE_URL, BENCH_LAB_CHUNKS } = childEnvironment();
  if (!TEST_DATABASE_URL) throw new Error("set TEST_DATABASE_URL: this figure is of a real server");
  if (!existsSync(".next/BUILD_ID")) throw new Error("there is no build: run pnpm build first");
  const chunks = Number(BENCH_LAB_CHUNKS ?? 10_000);
  const { db, url, close } = await testDatabase();
  const corpus = temporaryCorpus();
  const auth = await startAuthServer(corpus.root);
  const env = {
    CORPUS_ROOT: corpus.root,
    DATABASE_URL: url,
    CONSOLE_ENVIRONMENT: "local",
    OPENAI_API_KEY: "",
    NEXT_PUBLIC_SUPABASE_URL: auth.url,
    NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: auth.publishableKey,
  };
  try {
    writeSections(corpus, chunks, 1);
    await command("lib/cli/ingest.ts", ["--json"], env);
    await command("lib/cli/db-index.ts", [], env);
    await sql`analyze`.execute(db);
    await addStaff(db, await ensureAccount(auth.url, auth.publishableKey, account));
    const web = await startConsole("start", corpus.root, env);
    try {
      return await inBrowser(web.url, (page) =>
        measure(page, `${chunks} chunks, ${rounds} rounds`),
      );
    } finally {
      await web.stop();
    }
  } finally {
    await auth.close();
    corpus.remove();
    await close();
  }
}

async function addStaff(db: Db, userId: string): Promise<void> {
  await sql`insert into console.staff (user_id, email, role) values (${userId}, ${account.email}, 'qa')`.execute(
    db,
  );
}

async function inBrowser<T>(baseURL: string, work: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = system.find((path) => existsSync(path));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
    await signIn(context, baseURL);
    return await work(await context.newPage());
  } finally {
    await browser.close();
  }
}

async function signIn(context: BrowserContext, origin: string): Promise<void> {
  const response = await context.request.post("/api/auth/sign-in", {
    headers: { origin },
    data: account,
  });
  if (!response.ok()) throw new Error(`signing in was answered with ${response.status()}`);
}

async function measure(page: Page, over: string): Promise<Figure[]> {
  await page.goto("/retrieval");
  const ratios: number[] = [];
  const inFour: number[] = [];
  const alone: number[] = [];
  const together: number[] = [];
  for (let round = 0; round < rounds + 2; round++) {
    const { each, all, four } = await askLanes(page, questionOf(round));
    // The first rounds compile and fill caches.
    if (round < 2) continue;
    const slowest = Math.max(...each);
    ratios.push(all / slowest);
    inFour.push(four / slowest);
    alone.push(slowest);
    together.push(all);
  }
  const ms = await measureSlider(page, questionOf(1));
  const p50 = (values: number[]) => percentile(values, 0.5);
  return [
    {
      name: "four lanes, of the slowest alone, p50",
      value: `× ${p50(ratios).toFixed(2)} (${p50(together).toFixed(0)} of ${p50(alone).toFixed(0)} ms)`,
      goal: "≤ × 1.2",
      over,
    },
    { name: "… asked in four requests", value: `× ${p50(inFour).toFixed(2)}` },
    {
      name: "slider to repaint, p50 · p95",
      value: `${p50(ms.lab).toFixed(0)} · ${percentile(ms.lab, 0.95).toFixed(0)} ms`,
      goal: "≤ 50 ms",
      over: `${ms.lab.length} key presses; a bare slider that writes its number: ${p50(ms.bare).toFixed(0)} · ${percentile(ms.bare, 0.95).toFixed(0)} ms`,
    },
  ];
}

/** Each lane by itself, all four at once, and these in four requests, in milliseconds as the page sees them. */
function askLanes(page: Page, query: string) {
  return page.evaluate(
    async ({ query, configurations }) => {
      const ask = async (asked: object[]) => {
        const start = performance.now();
        const lanes = asked.map((configuration) => ({ query, configuration, context: {} }));
        const response = await fetch("/api/retrieval/lanes", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ lanes }),
        });
        const found = (await response.text())
          .split("\n")
          .filter((line) => line.includes('"answer"'));
        if (found.length < asked.length)
          throw new Error(`${found.length} of ${asked.length} lanes`);
        return performance.now() - start;
      };
      await ask([{}]);
      const each: number[] = [];
      for (const one of configurations) each.push(await ask([one]));
      const all = await ask(configurations);
      const start = performance.now();
      await Promise.all(configurations.map((one) => ask([one])));
      return { each, all, four: performance.now() - start };
    },
    { query, configurations: Object.values(lanes) },
  );
}
