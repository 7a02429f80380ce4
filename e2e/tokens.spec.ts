import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

const question = "how do I find out what year my bicycle was made";

type Answer = {
  retrievalId: string;
  results: { documentId: string; path: string; text: string; score: number; rank: number }[];
};
type Refusal = { error: { code: string; message: string; fields?: Record<string, string> } };

/** Makes a token in the browser; returns the secret that the dialog tells once. */
async function makeToken(
  page: Page,
  consumer: string,
  { perMinute = "600" }: { perMinute?: string } = {},
): Promise<string> {
  await page.goto("/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Consumer").fill(consumer);
  await dialog.getByLabel("Requests a minute").fill(perMinute);
  await dialog.getByRole("button", { name: "Make the token" }).click();
  await expect(dialog.getByText("Only its hash is stored")).toBeVisible();
  const secret = (await dialog.locator("pre").first().textContent()) ?? "";
  expect(secret).toMatch(/^cct_[0-9a-f]{12}_[0-9a-f]{64}$/);
  await expect(dialog.locator("pre").nth(1)).toContainText(`Bearer ${secret}`);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row(page, consumer)).toContainText("active");
  expect(await page.content()).not.toContain(secret.slice(-64));
  return secret;
}

const row = (page: Page, consumer: string) => page.getByRole("row").filter({ hasText: consumer });

/** Asks as a program does: over HTTP, without a cookie or an Origin. */
function ask(request: APIRequestContext, secret: string, data: object | string) {
  return request.post("/api/v1/retrieve", {
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    // Text goes as it is, JSON or not.
    data: typeof data === "string" ? Buffer.from(data) : data,
  });
}

async function setStatus(page: Page, documentId: string, status: string): Promise<void> {
  await page.goto(`/documents/${documentId}`);
  await page.getByRole("button", { name: "Edit" }).first().click();
  const sheet = page.getByRole("dialog", { name: /Edit document/ });
  await sheet.getByLabel("Status").selectOption(status);
  await expect(sheet.getByRole("region", { name: "What this does" })).toContainText(/chunk/);
  const reason = sheet.getByLabel("Reason");
  if (await reason.isVisible()) await reason.fill("Tried in a browser test");
  await sheet.getByRole("button", { name: /Save|Change/ }).click();
  await expect(sheet).toBeHidden();
}

test("a token made here asks over HTTP; its answer is shown then and now; revoked, it gets 401", async ({
  page,
  signIn,
  request,
}) => {
  test.setTimeout(120_000);
  await signIn("Admin");
  const secret = await makeToken(page, "Website assistant");

  const response = await ask(request, secret, { query: question, k: 5 });
  expect(response.status()).toBe(200);
  expect(response.headers()["cache-control"]).toContain("no-store");
  expect(response.headers().etag).toBeUndefined();
  expect(response.headers()["set-cookie"]).toBeUndefined();
  const { retrievalId, results } = (await response.json()) as Answer;
  expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
  const [first] = results;
  if (!first) throw new Error("nothing was returned");

  const proof = `/retrieval/log/${retrievalId}`;
  // It is logged behind the answer.
  await expect(async () => {
    await page.goto(proof);
    const verdict = page.getByText("5 chunks returned; today 5 as then.");
    await expect(verdict).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(page.getByText("Website assistant")).toBeVisible();
  await expect(page.getByText("its words were not kept")).toBeVisible();
  const here = page.getByRole("navigation", { name: "Console" }).locator("[aria-current=page]");
  await expect(here).toHaveText("Monitoring");
  const returned = page.getByRole("list", { name: "Returned chunks" }).locator("> li");
  await returned.first().locator("summary").click();
  await expect(returned.first()).toContainText(first.text.slice(0, 40));

  await setStatus(page, first.documentId, "deprecated");
  await page.goto(proof);
  await expect(returned.first()).toContainText("document changed");
  await returned.first().locator("summary").click();
  await expect(returned.first()).toContainText("status: active → deprecated");
  await expect(returned.first()).toContainText("Edited by admin@demo.local");
  await expectAccessible(page);
  const later = (await (await ask(request, secret, { query: question, k: 5 })).json()) as Answer;
  expect(later.results.map(({ documentId }) => documentId)).not.toContain(first.documentId);
  await setStatus(page, first.documentId, "active");

  await page.goto("/retrieval/monitoring?range=1h");
  const consumers = page.getByRole("region", { name: "Calls by consumer" });
  await expect(consumers.getByRole("row").filter({ hasText: "Website assistant" })).toBeVisible();
  await consumers.getByRole("link", { name: "Website assistant" }).click();
  await expect(page).toHaveURL(/who=[0-9a-f-]{36}/);
  await page.getByRole("button", { name: /Show as table.*: Calls/ }).click();
  await expect(page.getByRole("table").first()).toBeVisible();
  await expectAccessible(page);

  await page.goto("/tokens");
  await expect(row(page, "Website assistant")).not.toContainText("never");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revoke the token of Website assistant" }).click();
  await page.getByRole("button", { name: "Revoke 1 token" }).click();
  await expect(row(page, "Website assistant")).toContainText("revoked");
  const refused = await ask(request, secret, { query: question });
  expect(refused.status()).toBe(401);
  expect(((await refused.json()) as Refusal).error.message).toContain("revoked");
});

test("a replaced secret: the new one works, the old one ends at once", async ({
  page,
  signIn,
  request,
}) => {
  await signIn("Admin");
  const old = await makeToken(page, "Nightly report");
  await page.getByRole("button", { name: "Replace the secret of Nightly report" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("The old secret").selectOption("0");
  await dialog.getByRole("button", { name: "Make a new secret" }).click();
  await expect(dialog.getByText("Only its hash is stored")).toBeVisible();
  const secret = (await dialog.locator("pre").first().textContent()) ?? "";
  expect((await ask(request, old, { query: question })).status()).toBe(401);
  expect((await ask(request, secret, { query: question })).status()).toBe(200);
});

test("what does not parse, asks for too much or too often is refused in plain words", async ({
  page,
  signIn,
  request,
}) => {
  await signIn("Admin");
  const secret = await makeToken(page, "Clumsy program");
  const vector = (length: number, value = 0.1) => Array.from({ length }, () => value);
  const cases: [data: object | string, status: number, field: string][] = [
    [{}, 422, "query"],
    [{ query: "" }, 422, "query"],
    [{ query: "x", k: 0 }, 422, "k"],
    [{ query: "x", k: 1e9 }, 422, "k"],
    [{ query: "x", sort: "path" }, 422, ""],
    [{ vector: vector(3) }, 422, "vector"],
    [{ vector: vector(3072, 0) }, 422, "vector"],
    ['{"vector":[1e999]}', 422, "vector.0"],
    ['{"vector":[NaN]}', 422, ""],
    ["query=x", 422, ""],
    [{ query: "x".repeat(100_000) }, 422, "query"],
    [{ query: "x", filters: { visibility: "internal" } }, 403, "filters.visibility"],
    [{ query: "x", filters: { confidentiality: "elevated" } }, 403, "filters.confidentiality"],
  ];
  for (const [data, status, field] of cases) {
    await test.step(JSON.stringify(data).slice(0, 60), async () => {
      const response = await ask(request, secret, data);
      const { error } = (await response.json()) as Refusal;
      expect(response.status(), error.message).toBe(status);
      if (field) expect(Object.keys(error.fields ?? {})).toContain(field);
    });
  }
  const operators = `") OR 1=1; -- "frame" -wheel & | ! :* <-> ' \\`;
  expect((await ask(request, secret, { query: operators })).status()).toBe(200);
  expect((await ask(request, secret, { vector: vector(3072) })).status()).toBe(200);
  // Signed in as an admin, but without a token: the cookie counts for nothing.
  const cookieOnly = await page.request.post("/api/v1/retrieve", { data: { query: question } });
  expect(cookieOnly.status()).toBe(401);
  expect(cookieOnly.headers()["www-authenticate"]).toBe("Bearer");

  const slow = await makeToken(page, "Impatient program", { perMinute: "2" });
  expect((await ask(request, slow, { query: question })).status()).toBe(200);
  expect((await ask(request, slow, { query: question })).status()).toBe(200);
  const limited = await ask(request, slow, { query: question });
  expect(limited.status()).toBe(429);
  expect(Number(limited.headers()["retry-after"])).toBeGreaterThan(0);
});

test("tokens are for admins; others see no page, no list and no settings of the log", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  expect((await page.request.get("/api/tokens")).status()).toBe(403);
  expect((await page.request.get("/api/retrieval/log-settings")).status()).toBe(403);
  await page.goto("/tokens");
  await expect(page.getByRole("heading", { name: "Tokens" })).toHaveCount(0);
  await page.goto("/retrieval/monitoring");
  await expect(page.getByRole("heading", { level: 1, name: "Monitoring" })).toBeVisible();
  await expect(page.getByRole("button", { name: "What is logged" })).toHaveCount(0);
  await page.goto("/retrieval/log/not-an-id");
  await expect(page.getByText("No retrieval is logged under this id")).toBeVisible();
});

test("what somebody else changed of the log's settings meanwhile is shown, and not written over", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  await page.goto("/retrieval/monitoring");
  const before = await page.request.get("/api/retrieval/log-settings");
  const { settings, version } = await before.json();
  const put = (retentionDays: number, of: number) =>
    page.request.put("/api/retrieval/log-settings", {
      headers: { origin: new URL(page.url()).origin, "if-match": `"${of}"` },
      data: { ...settings, retentionDays },
    });
  await page.getByRole("button", { name: "What is logged" }).click();
  const days = page.getByLabel("Days until it is removed");
  await days.fill("45");
  const theirs = await put(77, version);
  expect(theirs.status()).toBe(200);
  await page.getByRole("button", { name: "Change what is logged" }).click();
  await expect(page.getByRole("alert").first()).toContainText("changed since you read it");
  await expect(days).toHaveValue("77");
  await days.fill("45");
  await page.getByRole("button", { name: "Change what is logged" }).click();
  await expect(page.getByText("The log's settings are changed")).toBeVisible();
  const { version: now } = await (await page.request.get("/api/retrieval/log-settings")).json();
  expect((await put(settings.retentionDays, now)).status()).toBe(200);
});
