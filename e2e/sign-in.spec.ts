import { expect, test } from "./fixtures.ts";

test("a page without a sign-in leads to the login page and back", async ({ page }) => {
  await page.goto("/documents?status=active");
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByRole("button", { name: "Viewer" }).click();
  await expect(page).toHaveURL(/\/documents\?status=active/);
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
