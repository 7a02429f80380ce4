import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { describedApi } from "./described.ts";
import { test as base, clickSignIn, expect } from "./fixtures.ts";
import { pagePaths, rowPages } from "./page-paths.ts";
import { expired, sessionOf } from "./session-cookies.ts";

// Here each test signs in by itself: what a sign-in gives is what they are about.
const test = base.extend({
  signIn: async ({ page }, use) => use((role) => clickSignIn(page, role)),
});

test("a page without a sign-in leads to the login page and back", async ({ page }) => {
  await page.goto("/documents?status=active");
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByRole("button", { name: "Viewer" }).click();
  await expect(page).toHaveURL(/\/documents\?status=active/);
});

test("without a sign-in every page leads to the login page, and no route answers but those for signing in", async ({
  page,
  signIn,
  request,
}) => {
  await signIn("Admin");
  const { origin } = new URL(page.url());
  const rows = Object.values(rowPages).map((prefix) => prefix + randomUUID());
  for (const path of [...pagePaths, ...rows]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], path).toEqual([
      307,
      expect.stringMatching(/^\/login/),
    ]);
  }
  const { document } = await describedApi(page.request, origin);
  const open: string[] = [];
  for (const [path, operations] of Object.entries(document.paths))
    for (const method of Object.keys(operations)) {
      const answer = await request.fetch(path.replace(/\{\w+\}/g, randomUUID()), {
        method,
        headers: { origin },
        ...(method === "get" ? {} : { data: {} }),
      });
      if (answer.status() !== 401) open.push(`${method} ${path}`);
    }
  expect(open).toEqual([
    "post /api/auth/exchange",
    "post /api/auth/forgotten",
    "post /api/auth/password",
    "post /api/auth/sign-in",
    "post /api/auth/sign-out",
    "get /api/health",
  ]);
});

test("a wrong password says so and keeps what was typed", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill("viewer@demo.local");
  await page.getByLabel("Password").fill("wrong password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ }).first()).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("viewer@demo.local");
});

test("cookies are httpOnly and lax; headers are set; sign-out ends it", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("Viewer");
  const cookies = (await context.cookies()).filter((one) => one.name.startsWith("console-session"));
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const answer = await page.goto("/documents");
  const headers = answer?.headers() ?? {};
  expect(headers["content-security-policy"]).toMatch(/script-src [^;]*'nonce-/);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cache-control"]).toContain("no-store");
  await page.getByRole("button", { name: /account|viewer@demo/i }).click();
  await page.getByRole("menuitem", { name: /Sign out/ }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/documents");
  await expect(page).toHaveURL(/\/login/);
});

test("a viewer may not manage staff, on the page or by the API", async ({ page, signIn }) => {
  await signIn("Viewer");
  const answer = await page.goto("/staff");
  expect(answer?.status()).toBe(403);
  const refused = await page.evaluate(() => fetch("/api/staff").then((one) => one.status));
  expect(refused).toBe(403);
});

test("a change from another origin is refused", async ({ page, signIn, request }) => {
  await signIn("Admin");
  const cookie = (await page.context().cookies())
    .map((one) => `${one.name}=${one.value}`)
    .join("; ");
  const answer = await request.post("/api/runs", {
    headers: { cookie, origin: "https://evil.example", "content-type": "application/json" },
    data: { kind: "ingest" },
  });
  expect(answer.status()).toBe(403);
});

test("an expired sign-in leads to the login page and back, and the API says so", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/documents");
  const cookies = (await context.cookies()).filter((one) => one.name.startsWith("console-session"));
  await context.addCookies(expired(cookies));
  const refused = await page.evaluate(() =>
    fetch("/api/documents").then(async (one) => ({ status: one.status, body: await one.json() })),
  );
  expect(refused.status).toBe(401);
  expect(refused.body.error).toMatchObject({ code: "unauthenticated" });
  await context.addCookies(expired(cookies));
  await page.goto("/documents?status=active");
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByRole("button", { name: "Viewer" }).click();
  await expect(page).toHaveURL(/\/documents\?status=active/);
});

test("a sign-in whose hour is over is renewed, and nobody notices", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("Viewer");
  const session = async () =>
    (await context.cookies()).filter((one) => one.name.startsWith("console-session"));
  const before = await session();
  await context.addCookies(expired(before, {}));
  await page.goto("/documents?status=active");
  await expect(page).toHaveURL(/\/documents\?status=active/);
  const { expires_at: until, refresh_token: token } = sessionOf(await session());
  expect(until * 1_000).toBeGreaterThan(Date.now());
  expect(token).not.toBe(sessionOf(before).refresh_token);
});

test("the local stack, whose sign-ins are no secret, answers to no foreign name", async ({
  baseURL,
}) => {
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(baseURL ?? "");
      get({ port, host: "127.0.0.1", path: "/login", headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).once("error", reject);
    });
  expect(await ask("rebound.example")).toBe(421);
  expect(await ask("localhost")).toBe(200);
});
