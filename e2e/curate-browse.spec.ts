import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { test } from "./diary-console.ts";
import { diaryCount } from "./diary-corpus.ts";
import { expect, expectAccessible, running, takenOver } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

const grid = (page: Page) => page.getByRole("region", { name: "Documents" });
const head = (page: Page, name: string) =>
  grid(page).getByRole("columnheader", { name: new RegExp(name) });

test("the address is the state: filter, order and panel survive a reload and Back", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/documents");
  await running(page);
  const filters = page.getByRole("region", { name: "Filters" });
  await filters.getByRole("button", { name: "company-info", exact: true }).click();
  await head(page, "Title").getByRole("link").click();
  await expect(page).toHaveURL(/category=company-info/);
  await expect(page).toHaveURL(/sort=title/);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "One document" });
  await expect(panel.getByRole("heading").first()).toBeVisible();
  const title = await panel.getByRole("heading").first().textContent();
  await page.keyboard.press("j");
  await expect(panel.getByRole("heading").first()).not.toHaveText(title ?? "");
  await page.reload();
  await expect(panel.getByRole("heading").first()).not.toHaveText(title ?? "");
  await expect(page.getByRole("button", { name: /Take away category/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=title/);
});

test("what is loaded when a row is chosen takes neither the table away meanwhile nor the keys", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  await page.goto("/documents");
  await running(page);
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(/_next\/static\/.*\.js/, async (route) => {
    await gate;
    await route.continue();
  });
  const row = (index: number) => grid(page).locator(`tr[data-index="${index}"]`);
  await page.keyboard.press("j");
  await expect(row(0)).toHaveAttribute("data-active", /.*/);
  const asked = page.waitForRequest(/_next\/static\/.*\.js/);
  await page.keyboard.press("x");
  await asked;
  await page.keyboard.press("j");
  await expect(row(1)).toHaveAttribute("data-active", /.*/);
  await expect(row(1)).toBeVisible();
  await expect(row(0).getByRole("checkbox")).toBeChecked();
  letGo();
  await page.keyboard.press("x");
  await expect(page.getByText("2 documents selected")).toBeVisible();
});

test("a saved view is shared, is the one to begin with, and goes again", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  await page.goto("/documents?status=deprecated");
  await running(page);
  await page.getByRole("button", { name: "All documents" }).click();
  const views = page.getByRole("dialog", { name: "Saved views" });
  await views.getByLabel("Name of the new view").fill("No longer served");
  await views.getByLabel("Everyone on the staff sees it").check();
  await views.getByRole("button", { name: "Save view" }).click();
  await expect(page).toHaveURL(/view=/);
  await page.getByRole("button", { name: "Begin with No longer served" }).click();
  await expect(page.getByText("This page now begins with No longer served")).toBeVisible();
  await page.goto("/documents");
  await expect(page).toHaveURL(/status=deprecated/);
  await page.context().clearCookies();
  await signIn("Viewer");
  await page.goto("/documents");
  await running(page);
  await page.getByRole("button", { name: "All documents" }).click();
  await expect(page.getByText("No longer served")).toBeVisible();
  const remove = page.getByRole("button", { name: "Delete the view No longer served" });
  await expect(remove).toBeHidden();

  await page.context().clearCookies();
  await signIn("Content owner");
  await page.goto("/documents");
  await running(page);
  await page.getByRole("button", { name: /^Saved views/ }).click();
  await remove.click();
  await expect(views.getByText("No longer served")).toHaveCount(0);
  await page.goto("/documents");
  await expect(grid(page).locator("tr[data-row]").first()).toBeVisible();
  await expect(page).not.toHaveURL(/status=/);
});

test("everything that matches is exported, whatever is in sight", async ({ page, signIn }) => {
  await signIn("Viewer");
  await page.goto("/documents?q=Workshop-Diary");
  await running(page);
  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /as CSV/ }).click();
  const text = readFileSync(await (await coming).path(), "utf8");
  const lines = text.trim().split(/\r?\n/);
  expect(lines[0]).toMatch(/^"?id"?,"?version"?,"?path"?/);
  expect(lines.filter((line) => line.includes("Workshop-Diary/")).length).toBe(diaryCount);
});

test("an exact string is found in chunk text, and leads to the chunk", async ({ page, signIn }) => {
  await signIn("Viewer");
  await page.goto("/chunks?q=week+17");
  await running(page);
  const row = page.getByRole("region", { name: "Chunks" }).locator("tr[data-row]").first();
  await expect(row).toContainText("week 17");
  const flags = page.getByRole("columnheader", { name: /^Guardrail flags/ }).getByRole("link");
  await expect(flags).toHaveAccessibleDescription(/^Sorted by the chunk's own value/);
  await row.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/chunks\/[0-9a-f-]{36}/);
  await expect(
    page.getByRole("region", { name: "Nearest neighbours" }).getByRole("link").first(),
  ).toBeVisible();
  await expectAccessible(page);
});

test("columns, their order, width and the height of rows are kept for the person", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/documents");
  await running(page);
  await expect(head(page, "Language")).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  const menu = page.getByRole("dialog", { name: "Columns" });
  await menu.getByRole("checkbox", { name: "Language" }).check();
  await menu.getByRole("button", { name: "Comfortable rows" }).click();
  await page.keyboard.press("Escape");
  const width = page.getByRole("separator", { name: "Width of Title" });
  const wide = String(Number(await width.getAttribute("aria-valuenow")) + 3 * 16);
  // Not the answer to an earlier change: that one may still be under way.
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith("/layout") && !!answer.request().postData()?.includes(wide),
  );
  await width.focus();
  for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
  await expect(width).toHaveAttribute("aria-valuenow", wide);
  expect((await kept).ok()).toBe(true);

  await page.reload();
  await expect(head(page, "Language")).toBeVisible();
  await expect(width).toHaveAttribute("aria-valuenow", wide);
  await expect(grid(page).locator("tr[data-row]").first()).toHaveCSS("height", "40px");
  await page.getByRole("button", { name: "Columns" }).click();
  await menu.getByRole("checkbox", { name: "Language" }).uncheck();
  await menu.getByRole("button", { name: "Compact rows" }).click();
});

test("how a table was arranged a moment before the page is left holds: on loading again, on Back and in another tab", async ({
  page,
  signIn,
  context,
}) => {
  await signIn("QA");
  await page.goto("/documents");
  await running(page);
  const width = page.getByRole("separator", { name: "Width of Title" });
  const wider = async () => {
    const wide = String(Number(await width.getAttribute("aria-valuenow")) + 16);
    await width.press("ArrowRight");
    return wide;
  };
  const first = await wider();
  await page.reload();
  await expect(width).toHaveAttribute("aria-valuenow", first);

  const second = await wider();
  await page
    .getByRole("link", { name: /^Chunks/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Chunks" })).toBeVisible();
  // Answered: what the tab still keeps for a page that is loaded again is gone by then.
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
  await page.goBack();
  await expect(width).toHaveAttribute("aria-valuenow", second);

  const third = await wider();
  await page.close();
  const other = takenOver(await context.newPage());
  await expect(async () => {
    await other.goto("/documents");
    await expect(other.getByRole("separator", { name: "Width of Title" })).toHaveAttribute(
      "aria-valuenow",
      third,
      { timeout: 500 },
    );
  }).toPass();
});

test("only rows in sight are in the page, and every one can be reached", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/documents?sort=title");
  await running(page);
  const rows = grid(page).locator("tr[data-row]");
  await expect(rows.first()).toBeVisible();
  const total = Number(await grid(page).getByRole("table").getAttribute("aria-rowcount")) - 1;
  expect(total).toBeGreaterThan(diaryCount);
  expect(await rows.count()).toBeLessThan(total);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(grid(page).locator("tr[data-active]")).toHaveCount(1, { timeout: 500 });
  }).toPass();
  for (let row = 0; row < total; row++) await page.keyboard.press("j");
  await expect(
    grid(page)
      .locator(`tr[data-index="${total - 1}"] a`)
      .first(),
  ).toBeFocused();
});

test("a failure never looks like no rows: what was there stays, and it says so", async ({
  page,
  signIn,
  own,
}) => {
  await signIn("Viewer");
  await page.goto("/documents");
  await running(page);
  const rows = grid(page).locator("tr[data-row]");
  await expect(rows.first()).toBeVisible();
  const title = rows.first().getByRole("link").first();
  const before = (await title.textContent()) ?? "";
  const deprecated = page
    .getByRole("region", { name: "Filters" })
    .getByRole("button", { name: "deprecated", exact: true });
  await expect(deprecated).toBeVisible();
  await own.cutDatabase();
  try {
    await deprecated.click();
    await expect(
      page.getByRole("alert").filter({ hasText: "The rows could not be loaded" }),
    ).toContainText("Below are the rows of before");
    await expect(page.getByText("No document matches")).toHaveCount(0);
    await expect(title).toHaveText(before);
    await expectAccessible(page);
  } finally {
    await own.restoreDatabase();
  }
  await expect(async () => {
    await page.getByRole("button", { name: "Try again" }).first().click({ timeout: 2_000 });
    await expect(page.getByText("The rows could not be loaded")).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
  await expect(rows.first()).toContainText("deprecated");
});
