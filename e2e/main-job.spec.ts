import { expect, test } from "./fixtures.ts";

const question = "how do I find out what year my bicycle was made";

test("search, read a document, take it out of service, see it leave the results, bring it back", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}`);
  const production = page.getByRole("region", { name: /Lane: production/i });
  const first = production.getByRole("listitem").first();
  await expect(first).toBeVisible();
  const link = first.getByRole("link").first();
  const href = await link.getAttribute("href");
  expect(href).toMatch(/^\/documents\/[0-9a-f-]{36}/);
  const path = (href ?? "").split(/[?#]/)[0] ?? "";
  await expect(production.locator(`a[href^="${path}"]`).first()).toBeVisible();

  await page.goto(path);
  await expect(page.getByText(/Text in \d+ chunks?/)).toBeVisible();
  await setStatus(page, "deprecated");

  await page.goto(`/retrieval?q=${encodeURIComponent(question)}`);
  await expect(production.getByRole("listitem").first()).toBeVisible();
  await expect(production.locator(`a[href^="${path}"]`)).toHaveCount(0);

  await page.goto(path);
  await setStatus(page, "active");
  await page.goto(`/retrieval?q=${encodeURIComponent(question)}`);
  await expect(production.locator(`a[href^="${path}"]`).first()).toBeVisible();
});

test("re-embed a document and watch it to the end", async ({ page, signIn }) => {
  await signIn("Admin");
  await page.goto("/documents?status=active");
  await page.locator('tbody a[href^="/documents/"]').first().click();
  await page.getByRole("button", { name: "Re-embed…" }).click();
  const dialog = page.getByRole("dialog", { name: "New run" });
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await dialog.getByRole("button", { name: /^Re-embed \d+ chunk/ }).click({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByText(/succeeded/i).first()).toBeVisible({ timeout: 45_000 });
  await page.goto("/runs");
  await expect(
    page
      .getByRole("table")
      .getByText(/re-?embed/i)
      .first(),
  ).toBeVisible();
});

async function setStatus(page: import("@playwright/test").Page, status: string) {
  await page.getByRole("button", { name: "Edit" }).first().click();
  const sheet = page.getByRole("dialog", { name: /Edit document/ });
  await sheet.getByLabel("Status").selectOption(status);
  await expect(sheet.getByRole("region", { name: "What this does" })).toContainText(/chunk/);
  const reason = sheet.getByLabel("Reason");
  if (await reason.isVisible()) await reason.fill("Tried in a browser test");
  await sheet.getByRole("button", { name: /Save|Change/ }).click();
  await expect(sheet).toBeHidden();
}
