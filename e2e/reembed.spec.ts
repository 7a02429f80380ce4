import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import pg from "pg";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { startConsole } from "./bench/start-console.ts";
import { workerPids } from "./console-process.ts";
import { documentAt } from "./document-steps.ts";
import { clickSignIn, expect, expectAccessible, running, test } from "./fixtures.ts";

// A console of its own: its provider is ours, over HTTP, its worker is killed, and files of its corpus come and go.
let provider: FakeProvider;
let own: Awaited<ReturnType<typeof startConsole>>;
let slow = 0;
const dataDir = mkdtempSync(join(tmpdir(), "console-reembed-"));
const corpus = mkdtempSync(join(tmpdir(), "corpus-reembed-"));

test.beforeAll(async () => {
  test.setTimeout(240_000);
  cpSync("supabase/corpus", corpus, { recursive: true });
  provider = await startFakeProvider();
  // About four characters make a token; here it only has to add up.
  provider.tokensOf = (input) => input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  provider.beforeAnswer = () => wait(slow);
  own = await startConsole("start", dataDir, {
    OPENAI_API_KEY: "a key",
    OPENAI_BASE_URL: provider.baseUrl,
    EMBED_BATCH_SIZE: "4",
    CORPUS_ROOT: corpus,
  });
});
test.afterAll(async () => {
  await own?.stop();
  await provider?.close();
  for (const folder of [dataDir, corpus])
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
test.use({ baseURL: undefined });

test("a re-embed of everything stale is priced and watched; its worker killed half-way, it is taken up again, finishes with right figures, and is found in the charts", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const chunks = await startReembed(page);
  const status = page.getByRole("status").first();
  const embedded = page.getByRole("progressbar", { name: "Chunks to embed" });

  const [worker] = workerPids(own.pid);
  if (!worker) throw new Error("no worker runs");
  process.kill(worker, "SIGKILL");
  const bought = provider.requests.flat().length;
  expect(bought).toBeLessThan(chunks);

  // The page says so by itself, and the work goes on to its end.
  await expect(page.getByText(/Taken up again/)).toBeVisible({ timeout: 60_000 });
  expect(workerPids(own.pid)).not.toContain(worker);
  slow = 100;
  await expect(status).toHaveText("succeeded", { timeout: 90_000 });
  await expect(page.getByText(/Taken up again/)).toBeVisible();
  await expect(embedded).toHaveAttribute("value", String(chunks));
  await expect(page.getByText(`${chunks} embedded`)).toBeVisible();
  await expect(page.getByText(`${chunks} kept`)).toBeVisible();
  expect(await staleChunks()).toBe(0);
  // A kill costs at most the requests that were under way: four of four texts.
  expect(provider.requests.flat().length).toBeLessThanOrEqual(chunks + 16);

  // Each document once, and the log tells of the fall.
  await page.getByLabel("State of documents").selectOption("done");
  const rows = page.getByRole("region", { name: "Documents of this run" }).getByRole("row");
  await expect(rows.nth(10)).toBeVisible();
  const paths = await rows.locator("td:nth-child(2)").allTextContents();
  expect(new Set(paths).size).toBe(paths.length);
  await page.getByRole("link", { name: "Log", exact: true }).click();
  await page.getByLabel("Level").selectOption("warning");
  await expect(page.getByRole("list", { name: /Log of this run/ })).toContainText("fell silent");

  // And it is found in the charts.
  await page.goto(`${own.url}/runs?kind=reembed`);
  await running(page);
  await expect(page.getByRole("img", { name: "1 run: 1 succeeded" })).toBeVisible();
  await page.getByRole("button", { name: /Show as table.*: Runs by outcome/ }).click();
  const chart = page.getByRole("region", { name: "Runs by outcome: numbers" });
  const day = new Date().toISOString().slice(0, 10);
  await expect(chart.getByRole("row").filter({ hasText: day })).toHaveText(`${day}1`);
});

test("a run is cancelled on its page: it stops between two batches, and keeps what it has", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const chunks = await startReembed(page);
  await page.getByRole("button", { name: "Cancel the run" }).click();
  await expect(page.getByRole("status").first()).toHaveText("cancelled", { timeout: 60_000 });
  const bought = provider.requests.flat().length;
  const stale = await staleChunks();
  expect(stale).toBeGreaterThan(0);
  expect(stale).toBeLessThan(chunks);
  // Longer than an answer takes: nobody asks any more.
  await wait(2 * slow);
  expect(provider.requests.flat().length).toBe(bought);
});

test("where nobody takes jobs the page says so, and how to start a worker", async ({ page }) => {
  test.setTimeout(240_000);
  await clickSignIn(page, "Admin", `${own.url}/login`);
  const [worker] = workerPids(own.pid);
  if (!worker) throw new Error("no worker runs");
  // Stopped, not ended: its supervisor would start another.
  process.kill(worker, "SIGSTOP");
  try {
    await page.goto(`${own.url}/runs`);
    const notice = page.getByText("No worker is taking jobs, so new runs wait.");
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await expect(notice).toContainText("pnpm worker");
    process.kill(worker, "SIGCONT");
    await expect(notice).toHaveCount(0, { timeout: 60_000 });
  } finally {
    process.kill(worker, "SIGCONT");
  }
});

test("a document that failed tells its owner what is served instead, since when and what mends it; a retry mends it and settles the failure", async ({
  page,
}) => {
  test.setTimeout(240_000);
  slow = 0;
  const signIn = async (role: Parameters<typeof clickSignIn>[1]) => {
    await page.context().clearCookies();
    await clickSignIn(page, role, `${own.url}/login`);
  };
  const lost = ["Brand/Ethos.md", "Brand/Brand-Book.md"] as const;
  await signIn("Admin");
  const open = await documentAt(page, lost[0]);
  const hidden = await documentAt(page, lost[1]);
  await inDatabase((client) =>
    client.query("update public.documents set visibility = 'admin-only' where id = $1", [
      hidden.id,
    ]),
  );
  for (const path of lost) rmSync(join(corpus, path));
  const asked = await page.request.post(`${own.url}/api/runs`, {
    data: { kind: "ingest", path: "Brand" },
    headers: { origin: own.url, "idempotency-key": crypto.randomUUID() },
  });
  const failed = `${own.url}/runs/${(await asked.json()).id}`;
  const status = page.getByRole("status").first();
  const retry = page.getByRole("button", { name: /^Retry / });
  const failures = page
    .getByRole("region", { name: "Documents of this run" })
    .getByRole("row")
    .filter({ hasText: "The file is not there" });
  const told = page.getByText(/could not bring this document up to date/);
  const says = async (where: Locator) => {
    await expect(where).toContainText("The file is not there");
    await expect(where).toContainText(/Served meanwhile: \d+ chunks? of the ingestion .+\./);
    await expect(where).toContainText(
      "Put the file there, or change its manifest row; then run again.",
    );
    await expect(where.getByRole("time").last()).toHaveAttribute("title", /^\d{4}-\d\d-\d\d/);
  };
  await page.goto(failed);
  await expect(status).toHaveText("succeeded with errors", { timeout: 60_000 });
  await expect(failures).toHaveCount(2);

  await signIn("Content owner");
  await page.goto(`${own.url}/documents/${open.id}`);
  await says(told);
  await expectAccessible(page);
  await told.getByRole("link", { name: "The last run" }).click();
  await expect(page).toHaveURL(failed);

  // A viewer reads the same of what they may see, nothing of the rest, and starts nothing.
  await signIn("Viewer");
  await page.goto(`${own.url}/documents/${open.id}`);
  await says(told);
  await page.goto(`${own.url}/documents/${hidden.id}`);
  await expect(page.getByText("There is no such document")).toBeVisible();
  await page.goto(failed);
  await expect(failures).toHaveCount(1);
  await says(failures);
  await expect(page.getByText("Brand-Book")).toHaveCount(0);
  await expect(retry).toHaveCount(0);

  for (const path of lost) cpSync(join("supabase/corpus", path), join(corpus, path));
  await signIn("Admin");
  await page.goto(failed);
  await expect(retry).toHaveText("Retry 2 failed documents");
  await retry.click();
  await expect(page).not.toHaveURL(failed);
  await expect(status).toHaveText("succeeded", { timeout: 60_000 });
  await expect(page.getByText("Tries again what failed in an earlier run.")).toBeVisible();
  const mended = page.url();
  await page.getByRole("link", { name: "an earlier run" }).click();
  await expect(page).toHaveURL(failed);
  await expect(
    page.getByText(/^2 of 2 documents that failed .+ need nothing any more/),
  ).toBeVisible();
  await expect(retry).toHaveCount(0);
  const settled = failures.first().getByRole("link", { name: "a later run" });
  await expect(settled).toHaveAttribute("href", new URL(mended).pathname);
  await page.goto(`${own.url}/documents/${open.id}`);
  await expect(page.getByRole("heading", { level: 1, name: open.title })).toBeVisible();
  await expect(told).toHaveCount(0);
});

/** From the runs page to a re-embed of everything stale that is a third done; how many chunks it is over. */
async function startReembed(page: Page): Promise<number> {
  const chunks = await makeEverythingStale();
  provider.requests.length = 0;
  slow = 1_200;

  await clickSignIn(page, "Admin", `${own.url}/login`);
  await page.goto(`${own.url}/runs`);
  await running(page);
  await page.getByRole("button", { name: "New run" }).click();
  const dialog = page.getByRole("dialog", { name: "New run" });
  await dialog.getByLabel("Kind of run").selectOption("reembed");
  await expect(dialog.getByRole("radio", { name: /Stale only/ })).toBeChecked();
  // Pressed twice, it makes one run.
  await dialog.getByRole("button", { name: "Make the plan" }).dblclick();

  // The cost comes first: nothing is bought before it was seen.
  await expect(dialog.getByText(/\$[\d.]+ at \$0.13 a million tokens/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(dialog.getByRole("region", { name: "What the plan does" })).toContainText(
    "chunks without a current vector",
  );
  await expect(fact(dialog, "Texts to embed")).toHaveText(String(chunks));
  await expectAccessible(page);
  expect(provider.requests).toEqual([]);
  await dialog.getByRole("button", { name: `Re-embed ${chunks} chunks, about $` }).dblclick();

  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
  const status = page.getByRole("status");
  const embedded = page.getByRole("progressbar", { name: "Chunks to embed" });
  const value = async () => Number(await embedded.getAttribute("value"));
  await expect(embedded).toHaveAttribute("max", String(chunks));
  await expect.poll(value, { timeout: 60_000 }).toBeGreaterThanOrEqual(Math.floor(chunks / 3));
  expect(await value()).toBeLessThan(chunks);
  await expect(status).toHaveText("running");
  await expect(page.getByText(/about \d+ (s|min)/)).toBeVisible();
  return chunks;
}

/** Every vector as if another model had made it, and nothing of it in the cache; how many there are. */
async function makeEverythingStale(): Promise<number> {
  return inDatabase(async (client) => {
    await client.query("delete from console.embedding_cache");
    for (const table of ["public.embeddings", "console.parked_embeddings"])
      await client.query(`update ${table} set embedding_model = 'text-embedding-ada-002'`);
    return stale(client);
  });
}

function staleChunks(): Promise<number> {
  return inDatabase(stale);
}

async function stale(client: pg.Client): Promise<number> {
  const { rows } = await client.query(`select count(*)::int as stale from public.embeddings
    where embedding_model = 'text-embedding-ada-002'`);
  return rows[0].stale;
}

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8"));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function fact(within: Locator, name: string) {
  return within.locator("dl > div").filter({ hasText: name }).locator("dd");
}
