import type { Browser } from "@playwright/test";
import { test } from "./diary-console.ts";
import { changeDocument, documentAt, openForm } from "./document-steps.ts";
import { clickSignIn, expect, expectAccessible, running, takenOver } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

test("the database goes away in the middle of an edit: the form keeps its text, and saving works once it is back", async ({
  page,
  signIn,
  own,
}) => {
  await signIn("Content owner");
  const { id } = await documentAt(page, "Workshop-Diary/Week-41.md");
  const form = await openForm(page, id);
  await form.getByLabel("Summary").fill("Written before the outage.");
  await expect(form.getByRole("region", { name: "What this does" })).toContainText("No chunk");

  await own.cutDatabase();
  try {
    await form.getByRole("button", { name: "Change document" }).click();
    await expect(form.getByRole("alert")).toContainText("The database did not answer");
    await expect(form.getByRole("alert")).toContainText("What you typed is still here");
    await expect(form.getByLabel("Summary")).toHaveValue("Written before the outage.");
    await form.getByLabel("Reason").fill("Typed while it was away");
    await expectAccessible(page);
  } finally {
    await own.restoreDatabase();
  }
  await expect(async () => {
    await form.getByRole("button", { name: "Change document" }).click();
    await expect(form).toBeHidden({ timeout: 3_000 });
  }).toPass();
  expect((await documentAt(page, "Workshop-Diary/Week-41.md")).summary).toBe(
    "Written before the outage.",
  );
});

test("a date of which a part is missing is refused, and never taken for none", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const path = "Workshop-Diary/Week-43.md";
  const id = await changeDocument(page, path, { effectiveFrom: { set: "2026-01-05T09:00:00Z" } });
  const form = await openForm(page, id);
  const date = form.getByLabel("Effective from");
  await date.focus();
  await page.keyboard.press("Backspace");
  await expect(date).toHaveValue("");
  await expect(form.getByText("A part of the date or time is missing")).toBeVisible();
  await form.getByLabel("Title").fill("Another title");
  await expect(form.getByRole("button", { name: "Change document" })).toBeDisabled();
  await date.fill("2026-01-06T09:00");
  await expect(form.getByText("A part of the date or time is missing")).toBeHidden();
  await expect(form.getByRole("button", { name: "Change document" })).toBeEnabled();
});

test("somebody was faster: field by field, with a choice for what both changed", async ({
  page,
  signIn,
  browser,
  own,
}) => {
  await signIn("Content owner");
  const path = "Workshop-Diary/Week-42.md";
  const { id } = await documentAt(page, path);
  const form = await openForm(page, id);
  await form.getByLabel("Title").fill("My title");
  await form.getByLabel("Summary").fill("My summary");
  await changeAsAdmin(browser, own.url, path, {
    title: { set: "Their title" },
    approver: { set: "Their approver" },
  });

  await form.getByRole("button", { name: "Change document" }).click();
  await expect(form.getByRole("alert")).toContainText("Somebody changed this document");
  const row = (name: string) => form.getByRole("row").filter({ hasText: name });
  await expect(row("Title")).toContainText("Their title");
  await expect(row("Title")).toContainText("My title");
  await expect(row("Approver")).toContainText("stays as it is now");
  await expectAccessible(page);
  await form.getByRole("radio", { name: "Keep my Title" }).check();
  await form.getByRole("button", { name: "Go on editing" }).click();
  await form.getByRole("button", { name: "Change document" }).click();
  await expect(form).toBeHidden();
  expect(await documentAt(page, path)).toMatchObject({
    title: "My title",
    summary: "My summary",
    approver: "Their approver",
  });
});

test("an edit of many leaves the row that somebody changed since, and lists it", async ({
  page,
  signIn,
  browser,
  own,
}) => {
  await signIn("Content owner");
  await page.goto("/documents?q=Week-3");
  await running(page);
  const rows = page.getByRole("region", { name: "Documents" });
  for (const index of [0, 1, 2])
    await rows.locator(`tr[data-index="${index}"]`).getByRole("checkbox").click();
  await changeAsAdmin(browser, own.url, "Workshop-Diary/Week-31.md", {
    approver: { set: "Somebody else" },
  });
  await page.getByRole("button", { name: "Edit…" }).click();
  const form = page.getByRole("dialog", { name: "Edit 3 documents" });
  await form.getByLabel("Language: what to do").selectOption("set");
  await form.getByLabel("Language", { exact: true }).fill("it");
  await expect(form.getByRole("region", { name: "What this does" })).toContainText(
    "2 documents change · 0 already so · 1 left as they are",
  );
  await expect(form.getByText(/Changed since it was looked at/)).toBeVisible();
  await form.getByRole("button", { name: "Change 2 documents" }).click();
  await expect(page).toHaveURL(/\/changes\//);
  await page.getByRole("link", { name: /left/i }).first().click();
  await expect(page.getByText("Workshop-Diary/Week-31.md")).toBeVisible();
  await expect(page.getByText(/Changed since it was looked at/)).toBeVisible();
});

/** Another person, in a browser of their own, changes a document through the same API. */
async function changeAsAdmin(browser: Browser, url: string, path: string, changes: object) {
  const other = await browser.newContext({ baseURL: url });
  const page = takenOver(await other.newPage());
  await clickSignIn(page, "Admin");
  await changeDocument(page, path, changes);
  await other.close();
}
