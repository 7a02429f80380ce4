import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { offlineModel } from "#lib/embed/offline-embedder.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { startConsole } from "./bench/start-console.ts";
import { describedApi } from "./described.ts";
import { clickSignIn, expect, expectAccessible, test } from "./fixtures.ts";

const candidate = "fake-large";
let provider: FakeProvider;
let own: Awaited<ReturnType<typeof startConsole>>;

// A console of its own: the others are tested with no provider at all.
test.beforeAll(async () => {
  test.setTimeout(240_000);
  provider = await startFakeProvider();
  own = await startConsole("start", mkdtempSync(join(tmpdir(), "console-shadow-")), {
    OPENAI_BASE_URL: provider.baseUrl,
    PERAZZI_EMBED_MODEL: offlineModel,
    EMBED_BATCH_SIZE: "8",
  });
});
test.afterAll(async () => {
  await own?.stop();
  await provider?.close();
});

test("an admin tries another model beside the served one, compares, promotes it and goes back", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await clickSignIn(page, "Admin", `${own.url}/login`);
  await page.goto(`${own.url}/models`);
  const active = page.getByRole("region", { name: "Active" });
  await expect(active).toContainText(offlineModel);
  const lexical = page.getByRole("banner").getByText("lexical embedder");
  await expect(lexical).toBeVisible();

  await page.getByRole("button", { name: "Try a model" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Model").fill(candidate);
  await dialog.getByRole("button", { name: "Show what it costs" }).click();
  await expect(dialog).toContainText("No price is known for this model here");
  await dialog.getByLabel("Model").fill("text-embedding-3-large");
  await dialog.getByRole("button", { name: "Show what it costs" }).click();
  await expect(dialog).toContainText("at $0.13 a million tokens (since 2024-01-25)");
  expect(provider.requests).toHaveLength(0);
  await dialog.getByLabel("Model").fill(candidate);
  await dialog.getByRole("button", { name: "Show what it costs" }).click();
  // The third request waits until the test lets it go, so that there is something to watch and to stop.
  let release = () => {};
  provider.beforeAnswer = async () => {
    if (provider.requests.length === 3) await new Promise<void>((go) => (release = go));
  };
  await dialog.getByRole("button", { name: /^Embed \d+ chunks/ }).click();
  const set = page.getByRole("region", { name: `Candidate: ${candidate}` });
  await expect(set).toContainText("16 of");
  const api = await describedApi(page.request, own.url);
  expect((await api.get("/api/models")).sets).toHaveLength(1);
  await set.getByRole("button", { name: "Stop" }).click();
  await expect(set).toContainText("incomplete");
  release();
  await expectAccessible(page);
  await set.getByRole("button", { name: /^Embed \d+ chunks/ }).click();
  await expect(set).toContainText("complete", { timeout: 60_000 });
  await expect(set.getByRole("button", { name: "Promote" })).toBeVisible();
  const sent = provider.requests.flat();
  expect(new Set(sent).size).toBe(sent.length);

  const compare = await set.getByRole("link", { name: "Compare in the lab" }).getAttribute("href");
  await page.goto(`${own.url}${compare}&q=warranty`);
  await expect(page.getByText(`differs: vectors of ${candidate}`)).toBeVisible();
  await page.goto(`${own.url}/models`);

  const switchTo = async (region: ReturnType<typeof page.getByRole>, name: string) => {
    await region.getByRole("button", { name }).click();
    const act = dialog.getByRole("button", { name: /^Serve \d+ vectors/ });
    await expect(act).toBeDisabled();
    await expectAccessible(page);
    await dialog.getByLabel("The live assistant is ready to switch").check();
    await act.click();
  };
  await switchTo(set, "Promote");
  await expect(active).toContainText(candidate, { timeout: 60_000 });
  await expect(active).toContainText("The environment still asks for");
  await expect(lexical).toBeHidden();
  const kept = page.getByRole("region", { name: `Kept: ${offlineModel}` });
  await expect(kept).toContainText("kept, complete");

  const bought = provider.requests.length;
  const answer = await page.request.post(`${own.url}/api/retrieval/query`, {
    data: { query: "how is a frame made" },
    headers: { origin: own.url },
  });
  expect(((await answer.json()) as { model: string }).model).toBe(candidate);
  expect(provider.requests.length).toBe(bought + 1);

  await test.step("the provider goes away: full text answers alone, and says so", async () => {
    // A question of its own: a vector that was had is remembered.
    provider.script.push(...Array(100).fill("500"));
    await page.goto(
      `${own.url}/retrieval?q=where+is+a+frame+brazed&lane=production&lane=assistant&lane=hybrid`,
    );
    const lane = (name: string) => page.getByRole("region", { name: `Lane: ${name}` });
    for (const name of ["production", "hybrid"]) {
      await expect(lane(name)).toContainText("full text found these alone");
      await expect(lane(name).getByRole("listitem").first()).toContainText("frame");
    }
    await expect(lane("live assistant (direct SQL)")).toContainText("full text cannot stand in");
    await expectAccessible(page);
    await page.goto(`${own.url}/retrieval/monitoring?range=1h&who=lab`);
    await expect(page.getByText("2 answers were by full text alone")).toBeVisible();
    await page.getByRole("link", { name: "See which" }).click();
    const alone = page.getByRole("row").filter({ hasText: "full text alone" });
    await expect(alone).toHaveCount(2);
    await expectAccessible(page);
    await alone.first().getByRole("link").click();
    await expect(page.getByText("Full text answered alone")).toBeVisible();
    provider.script.length = 0;
  });

  const asked = provider.requests.length;
  await page.goto(`${own.url}/models`);
  await switchTo(kept, "Promote back");
  await expect(active).toContainText(offlineModel, { timeout: 60_000 });
  await expect(lexical).toBeVisible();
  expect(provider.requests.length).toBe(asked);
  const former = page.getByRole("region", { name: `Kept: ${candidate}` });
  await former.getByRole("button", { name: /Throw away/ }).click();
  await dialog.getByRole("button", { name: /^Throw away \d+ vectors/ }).click();
  await expect(page.getByText("No other model is being tried")).toBeVisible();
});

test("what a set costs comes with a warning where the day's budget does not suffice", async ({
  page,
}) => {
  await clickSignIn(page, "Admin", `${own.url}/login`);
  const api = await describedApi(page.request, own.url);
  const form = await api.get("/api/runs/limits");
  const budget = (dailyTokens: number | null, version: number) =>
    api.send("PUT", "/api/runs/limits", { version, data: { ...form.limits, dailyTokens } });
  const { version } = await budget(100, form.version);
  const plan = await api.get("/api/models/plan", { query: "?model=text-embedding-3-large" });
  expect(plan.budget.tokens).toBe(100);
  await page.goto(`${own.url}/models`);
  await page.getByRole("button", { name: "Try a model" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Model").fill("text-embedding-3-large");
  await dialog.getByRole("button", { name: "Show what it costs" }).click();
  await expect(dialog).toContainText("of today's 100 tokens are spent. This set needs");
  await expectAccessible(page);
  await budget(null, version);
});

test("a model that the provider refuses says so, and what to do; a viewer sees no such page", async ({
  page,
}) => {
  await clickSignIn(page, "Admin", `${own.url}/login`);
  await page.goto(`${own.url}/models`);
  provider.beforeAnswer = async () => {};
  provider.script.push("404");
  await page.getByRole("button", { name: "Try a model" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Model").fill("unheard-of");
  await dialog.getByRole("button", { name: "Show what it costs" }).click();
  await dialog.getByRole("button", { name: /^Embed \d+ chunks/ }).click();
  const set = page.getByRole("region", { name: "Candidate: unheard-of" });
  await expect(set).toContainText("The embedding provider does not know the model");
  await expectAccessible(page);
  await set.getByRole("button", { name: /Throw away/ }).click();
  await dialog.getByRole("button", { name: /^Throw away \d+ vectors/ }).click();
  await expect(set).toBeHidden();

  await page.context().clearCookies();
  await clickSignIn(page, "Viewer", `${own.url}/login`);
  await expect(page.getByRole("link", { name: "Models" })).toHaveCount(0);
  const refused = await page.request.post(`${own.url}/api/models`, {
    data: { model: "another" },
    headers: { origin: own.url },
  });
  expect(refused.status()).toBe(403);
  expect((await page.request.get(`${own.url}/api/models`)).status()).toBe(403);
});
