import type { Page } from "@playwright/test";
import { test } from "./diary-console.ts";
import { diaryCount } from "./diary-corpus.ts";
import { expect, expectAccessible, running } from "./fixtures.ts";
import { tabTo } from "./keyboard.ts";

test.describe.configure({ mode: "serial", timeout: 180_000 });

const tag = "heritage";
const touched = [
  "what did Agnese learn about brazing",
  "a visitor asked how old the bicycle from the attic was",
  "when did the light fail in the workshop",
];
const untouched = ["where is a service centre in Lombardy", "how often is a chain oiled"];

test("QA saves five questions, three of which ask for the topic", async ({ page, signIn, own }) => {
  await signIn("QA");
  for (const text of [...touched, ...untouched]) {
    const answer = await page.request.post("/api/retrieval/queries", {
      headers: { origin: own.url },
      data: { name: text, text, context: touched.includes(text) ? { topics: [tag] } : {} },
    });
    expect(answer.status()).toBe(201);
  }
});

test("with the mouse: forty documents without a summary are tagged, the effect is seen before and after, and undone", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  await page
    .getByRole("link", { name: /^Documents/ })
    .first()
    .click();
  await running(page);
  const filters = page.getByRole("region", { name: "Filters" });
  await filters.getByRole("button", { name: "Summary", exact: true }).click();
  const filtered = rowsWithoutSummary(page);
  await filters.getByRole("button", { name: "empty", exact: true }).click();
  const rows = await filtered;
  expect(await withoutSummary(page)).toBeGreaterThan(diaryCount);

  await rows.locator('tr[data-index="0"]').getByRole("checkbox").click();
  const fortieth = rows.locator('tr[data-index="39"]').getByRole("checkbox");
  await rows.hover();
  // The rows that are not in sight come with a script of their own: a wheel before it scrolls nothing.
  await expect(async () => {
    await page.mouse.wheel(0, 400);
    await expect(fortieth).toBeVisible({ timeout: 500 });
  }).toPass();
  await fortieth.click({ modifiers: ["Shift"] });
  await expect(page.getByText("40 documents selected")).toBeVisible();
  await page.getByRole("button", { name: "Edit…" }).click();

  const form = page.getByRole("dialog", { name: "Edit 40 documents" });
  await form.getByLabel("Tags: what to do").selectOption("add");
  await form.getByLabel("Tags", { exact: true }).fill(tag);
  await form.getByRole("button", { name: "Add to Tags" }).click();
  await form.getByLabel("Name of this change").fill("Diaries are heritage");
  await expectEffectSeen(page);
  await expectAccessible(page);
  await form.getByRole("button", { name: "Change 40 documents" }).click();

  await expectPredictedBesideActual(page);
  await expectAccessible(page);
  expect(await tagged(page)).toBe(40);
  await page.getByRole("button", { name: "Undo 40 documents" }).click();
  await expect(page.getByText("Undone. Every row has its earlier values back.")).toBeVisible();
  await expect.poll(() => tagged(page)).toBe(0);
});

test("with the keyboard alone: the same, from signing in to the undo", async ({ page }) => {
  await page.goto("/login");
  await tabTo(page, page.getByRole("button", { name: "Content owner" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await running(page);
  await tabTo(page, page.getByRole("link", { name: /^Documents/ }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();
  const filters = page.getByRole("region", { name: "Filters" });
  // Until the filters are there the key leads nowhere.
  await expect(async () => {
    await page.keyboard.press("f");
    await expect(filters.getByRole("button").first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await tabTo(page, filters.getByRole("button", { name: "Summary", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, filters.getByRole("button", { name: "empty", exact: true }));
  const filtered = rowsWithoutSummary(page);
  await page.keyboard.press("Enter");
  await filtered;

  await downTo(page, 0);
  await page.keyboard.press("x");
  await downTo(page, 39);
  await page.keyboard.press("Shift+X");
  await expect(page.getByText("40 documents selected")).toBeVisible();
  await page.keyboard.press("e");

  const form = page.getByRole("dialog", { name: "Edit 40 documents" });
  await expect(form.getByLabel("Tags: what to do")).toBeVisible();
  await tabTo(page, form.getByLabel("Tags: what to do"));
  await page.keyboard.type("add");
  await tabTo(page, form.getByLabel("Tags", { exact: true }));
  await page.keyboard.type(tag);
  await page.keyboard.press("Enter");
  await expectEffectSeen(page);
  await page.keyboard.press("Control+Enter");

  await expectPredictedBesideActual(page);
  expect(await tagged(page)).toBe(40);
  await tabTo(page, page.getByRole("button", { name: "Undo 40 documents" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Undone. Every row has its earlier values back.")).toBeVisible();
  await expect.poll(() => tagged(page)).toBe(0);
});

/** J until that row is the active one, as somebody presses who looks. */
async function downTo(page: Page, index: number) {
  const row = page.getByRole("region", { name: "Documents" }).locator(`tr[data-index="${index}"]`);
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(row).toHaveAttribute("data-active", /.*/, { timeout: 100 });
  }).toPass({ intervals: [0] });
}

/** Before it is saved: three of the five saved queries change, by name. */
async function expectEffectSeen(page: Page) {
  const effect = page.getByRole("region", { name: "What this does" });
  await expect(effect).toContainText("40 documents change");
  await expect(effect).toContainText("5 saved queries checked: 3 change their top 12");
  for (const text of touched) await expect(effect).toContainText(text);
  for (const text of untouched) await expect(effect).not.toContainText(text);
}

/** On the change's own page: the same figures twice, and the same three queries in both lists. */
async function expectPredictedBesideActual(page: Page) {
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("Rows that change").getByRole("cell")).toHaveText(["40", "40"]);
  await expect(row("Queries that change").getByRole("cell")).toHaveText(["3", "3"]);
  for (const list of ["Queries as predicted", "Queries as they are"])
    for (const text of touched)
      await expect(page.getByRole("region", { name: list })).toContainText(text);
}

/** The table once the filter's own rows stand in it: what is chosen among others before is lost with them. */
async function rowsWithoutSummary(page: Page) {
  await page.waitForResponse((answer) => /\/api\/documents\?.*summary\.empty/.test(answer.url()));
  await expect(page).toHaveURL(/summary\.empty=yes/);
  const rows = page.getByRole("region", { name: "Documents" });
  await expect(rows).toHaveAttribute("aria-busy", "false");
  return rows;
}

async function tagged(page: Page): Promise<number> {
  const answer = await page.request.get(`/api/documents?tags=${tag}&limit=200`);
  return ((await answer.json()) as { items: unknown[] }).items.length;
}

async function withoutSummary(page: Page): Promise<number> {
  const answer = await page.request.get("/api/documents?summary.empty=yes&limit=200");
  return ((await answer.json()) as { items: unknown[] }).items.length;
}
