import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { applyPatch } from "diff";
import { test } from "./diary-console.ts";
import { changeDocument, documentAt } from "./document-steps.ts";
import { expect, expectAccessible, running } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

const week = (number: number) => `Workshop-Diary/Week-${number}.md`;
const differences = (page: Page) => page.getByRole("region", { name: "Differences" });
const rowOf = (page: Page, field: string, path: string) =>
  differences(page).getByRole("row").filter({ hasText: path }).filter({ hasText: field });

test("the manifest is downloaded as it would be, and as a diff: only the cells that differ change", async ({
  page,
  signIn,
  own,
}) => {
  await signIn("Admin");
  await changeDocument(page, week(23), { status: { set: "deprecated" } });
  await changeDocument(page, week(24), {
    embedMode: { set: "ignore" },
    title: { set: "Not in it" },
  });
  await page.goto("/drift");
  await running(page);
  await expect(rowOf(page, "Status", week(23))).toBeVisible();
  const before = readFileSync(join(own.corpus, "Source-Corpus.md"), "utf8");
  const after = await downloaded(page, "Manifest with these values");
  expect(applyPatch(before, await downloaded(page, "As a diff"))).toBe(after);
  expect(after).toContain(
    `| ${week(23)} | company-info | events | deprecated | false | full | Diary. |`,
  );
  expect(after).toContain(
    `| ${week(24)} | company-info | events | active | false | ignore | Diary. |`,
  );
  const [was, is] = [before.split("\n"), after.split("\n")];
  expect(is.length).toBe(was.length);
  const changed = is
    .filter((line, at) => line !== was[at])
    .map((line) => line.split("|")[1]?.trim());
  expect(changed.sort()).toEqual((await pathsInManifest(page)).sort());

  await changeDocument(page, week(23), { status: { set: "active" } });
  await changeDocument(page, week(24), { embedMode: { set: "full" } });
});

test("a person's value is kept as meant; the manifest's is taken for many, and where that loosens with a reason", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  for (const number of [25, 26, 27])
    await changeDocument(page, week(number), { status: { set: "deprecated" } });
  await changeDocument(page, week(28), { visibility: { set: "internal" } });
  await page.goto("/drift");
  await running(page);
  await expect(page.getByRole("link", { name: "As a diff" })).toHaveCount(0);
  const select = (field: string, path: string) =>
    differences(page)
      .getByRole("checkbox", { name: `Select ${field} of ${path}` })
      .click();

  await page.getByLabel("Path holds").fill("Workshop-Diary/Week-2");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/path=Workshop-Diary/);
  await running(page);
  await expect(differences(page)).not.toContainText("Week-4");

  await select("Status", week(25));
  await page.getByRole("button", { name: "Keep ours" }).click();
  await expect(page.getByText("Marked as meant.")).toBeVisible();
  await expect(rowOf(page, "Status", week(25))).toContainText("kept");
  await expect(rowOf(page, "Status", week(26))).toContainText("not said");

  for (const number of [26, 27]) await select("Status", week(number));
  await expect(page.getByText("2 fields selected")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Take the manifest's" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "Manifest's values taken over",
  );
  await page.goto("/drift");
  await expect(rowOf(page, "Status", week(25))).toBeVisible();
  for (const number of [26, 27]) await expect(rowOf(page, "Status", week(number))).toHaveCount(0);

  await running(page);
  await select("Visibility", week(28));
  await page.getByRole("button", { name: "Take the manifest's" }).click();
  const dialog = page.getByRole("dialog", { name: "This loosens a guard" });
  await expect(dialog).toContainText(/Guardrail scan of \d+ chunks?/);
  await expectAccessible(page);
  await dialog.getByLabel("Reason").fill("The file never said otherwise");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  expect((await documentAt(page, week(28))).visibility).toBe("public");
  await changeDocument(page, week(25), { status: { set: "active" } });
});

test("one side is taken for all that match: looked at before, what changed since left, and taken back as one", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const weeks = [41, 42, 43, 44].map(week);
  for (const path of weeks) await changeDocument(page, path, { status: { set: "deprecated" } });
  await page.goto("/drift?path=Workshop-Diary%2FWeek-4&field=status");
  await running(page);
  const takeAll = async () => {
    await differences(page)
      .getByRole("checkbox", { name: `Select Status of ${week(41)}` })
      .click();
    await page.getByRole("button", { name: "Select all 4 that match" }).click();
    await expect(page.getByText("All 4 fields that match")).toBeVisible();
  };
  await takeAll();
  await changeDocument(page, week(44), { safetyNotes: { set: "Hot" } });
  await page.getByRole("button", { name: "Keep ours…" }).click();
  const keep = page.getByRole("dialog", { name: "Keep our values for 4 fields" });
  await expect(keep).toContainText("1 row is left as they are · 3 rows change");
  await expect(keep).toContainText("deprecated stays");
  await expectAccessible(page);
  await keep.getByRole("button", { name: "Keep ours in 3 documents" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("kept as meant");
  await expect(page.getByText(/Changed since it was looked at/)).toBeVisible();
  const kept = page.url();
  await page.goto("/drift?path=Workshop-Diary%2FWeek-4&field=status");
  await expect(differences(page).getByText("kept", { exact: true })).toHaveCount(3);
  await expect(rowOf(page, "Status", week(44))).toContainText("not said");
  await page.goto(kept);
  await running(page);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText("Undone. Every row has its earlier values back.")).toBeVisible();

  await page.goto("/drift?path=Workshop-Diary%2FWeek-4&field=status");
  await expect(differences(page).getByText("not said", { exact: true })).toHaveCount(4);
  await running(page);
  await takeAll();
  await page.getByRole("button", { name: "Take the manifest's…" }).click();
  const take = page.getByRole("dialog", { name: "Take the manifest's values for 4 fields" });
  await expect(take).toContainText("deprecated → active");
  await take.getByRole("button", { name: "Change 4 documents" }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
  await page.goto("/drift?path=Workshop-Diary%2FWeek-4&field=status");
  await expect(page.getByText("No such difference")).toBeVisible();
  await changeDocument(page, week(44), { safetyNotes: { set: null } });
});

test("a value without a space, however long, leaves the columns beside it in sight", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  await page.setViewportSize({ width: 1440, height: 900 });
  const endless = "x".repeat(1000);
  await changeDocument(page, week(39), { title: { set: endless.slice(500) } }, endless);
  for (const [path, last] of [
    ["/drift", "Meant"],
    ["/audit", "Change set"],
    ["/changes", "State"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText("x".repeat(400)).first()).toBeVisible();
    await expect(page.getByRole("columnheader", { name: last })).toBeInViewport({ ratio: 1 });
  }
});

async function downloaded(page: Page, name: string): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  return readFileSync(await (await coming).path(), "utf8");
}

/** Documents of which a cell of the manifest differs, by the API. */
async function pathsInManifest(page: Page): Promise<string[]> {
  const answer = await page.request.get("/api/drift?limit=200");
  const { items } = (await answer.json()) as {
    items: { path: string; field: string; source: string }[];
  };
  const cells = ["status", "embedMode", "pricingSensitive"];
  const paths = items
    .filter(({ field, source }) => source === "manifest" && cells.includes(field))
    .map(({ path }) => path);
  return [...new Set(paths)];
}
