import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { csvLine } from "#lib/format/csv.ts";
import { test } from "./diary-console.ts";
import { diaryCount } from "./diary-corpus.ts";
import { changeDocument, documentAt } from "./document-steps.ts";
import { expect, expectAccessible, running } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

const undone = "Undone. Every row has its earlier values back.";

test("all that match are edited together, also those of other pages, and undone", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const before = await approvers(page);
  await page.goto("/documents?q=Workshop-Diary&limit=10");
  await running(page);
  await page.getByRole("checkbox", { name: "Select all rows on this page" }).click();
  await expect(page.getByText("10 documents selected")).toBeVisible();
  await page.getByRole("button", { name: `Select all ${diaryCount} that match` }).click();
  await expect(page.getByText(`All ${diaryCount} documents that match`)).toBeVisible();
  await page.getByRole("button", { name: "Edit…" }).click();
  const form = page.getByRole("dialog", { name: `Edit ${diaryCount} documents` });
  await form.getByLabel("Approver: what to do").selectOption("set");
  await form.getByLabel("Approver", { exact: true }).fill("Agnese Ventura");
  await expect(form.getByRole("region", { name: "What this does" })).toContainText(
    `${diaryCount} documents change · 0 already so · 0 left as they are`,
  );
  await form.getByRole("button", { name: `Change ${diaryCount} documents` }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect.poll(() => approvers(page)).toEqual(before.map(() => "Agnese Ventura"));
  await page.getByRole("button", { name: `Undo ${diaryCount} documents` }).click();
  await expect(page.getByText(undone)).toBeVisible();
  expect(await approvers(page)).toEqual(before);
});

test("an exported file comes back edited: a summary for each row, the one that was changed since left, and undone", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  await page.goto("/documents?q=Workshop-Diary%2FWeek-1");
  await running(page);
  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /as CSV/ }).click();
  const text = readFileSync(await (await coming).path(), "utf8");
  const [head = [], ...rows]: string[][] = parse(text, { bom: true });
  const [path, summary] = [head.indexOf("path"), head.indexOf("summary")];
  const written = (row: string[]) => `What ${row[path]} tells`;
  const edited = rows.map((row) => row.with(summary, written(row)));
  expect(rows.length).toBe(10);
  const since = "Workshop-Diary/Week-15.md";
  await changeDocument(page, since, { approver: { set: "Somebody since" } });
  const former = await Promise.all(rows.map((row) => documentAt(page, row[path] ?? "")));

  await page.goto("/changes");
  await running(page);
  await page.getByRole("button", { name: "Import CSV" }).click();
  const form = page.getByRole("dialog", { name: "Import an edited CSV" });
  await form.getByLabel("CSV file").setInputFiles({
    name: "summaries.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, ...edited].map(csvLine).join("")),
  });
  const effect = form.getByRole("region", { name: "What this does" });
  await expect(effect).toContainText("9 documents change · 0 already so · 1 left as they are");
  await expect(form.getByText(/Changed since it was looked at/)).toBeVisible();
  await expectAccessible(page);
  await form.getByRole("button", { name: "Change 9 documents" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  for (const row of edited) {
    const stored = await documentAt(page, row[path] ?? "");
    if (row[path] === since) expect(stored.summary).not.toBe(row[summary]);
    else expect(stored.summary).toBe(row[summary]);
  }
  await page.getByRole("button", { name: "Undo 9 documents" }).click();
  await expect(page.getByText(undone)).toBeVisible();
  for (const [at, { summary }] of former.entries())
    expect((await documentAt(page, rows[at]?.[path] ?? "")).summary).toBe(summary);
});

/** The approver of each week of the diary. */
async function approvers(page: Page): Promise<(string | null)[]> {
  const answer = await page.request.get("/api/documents?q=Workshop-Diary&limit=200");
  const { items } = (await answer.json()) as { items: { approver: string | null }[] };
  return items.map(({ approver }) => approver);
}
