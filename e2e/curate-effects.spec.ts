import pg from "pg";
import { test } from "./diary-console.ts";
import { documentAt, openForm } from "./document-steps.ts";
import { expect, expectAccessible, running } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

/** Writes as another program does: past the console, with a login of its own. */
async function asAnotherProgram(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test("an edit that must be embedded again waits for an admin, on the row and on its page, until it is done", async ({
  page,
  signIn,
  own,
}) => {
  await asAnotherProgram(
    own.databaseUrl,
    `insert into console.settings (key, value) values ('edit_tokens_without_admin', '0')
     on conflict (key) do update set value = '0'`,
  );
  await signIn("Admin");
  const path = "Workshop-Diary/Week-45.md";
  const { id } = await documentAt(page, path);
  const form = await openForm(page, id);
  await form.getByLabel("Embed mode").selectOption("metadata-only");
  await form.getByRole("button", { name: "Change document" }).click();
  await expect(form).toBeHidden();
  const chip = page.getByRole("main").getByRole("link", { name: "needs approval" });
  await expect(chip).toBeVisible();
  await page.goto(`/documents?q=${encodeURIComponent(path)}`);
  const row = page.getByRole("region", { name: "Documents" }).locator("tr[data-row]").first();
  await expect(row.getByText("needs approval")).toBeVisible();
  const run = (await row.getByRole("link", { name: "needs approval" }).getAttribute("href")) ?? "";
  const approved = await page.request.post(`/api${run}/approve`, {
    headers: { origin: own.url },
    data: {},
  });
  expect(approved.ok(), await approved.text()).toBe(true);
  await expect(row.getByText("embedded")).toBeVisible({ timeout: 45_000 });
});

test("a viewer may not edit and reads why; flags a chunk and asks for re-ingestion, which an admin grants", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  const { id } = await documentAt(page, "Workshop-Diary/Week-48.md");
  await page.goto(`/documents/${id}`);
  await running(page);
  await expect(page.getByText(/Your role reads/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(0);
  await page.getByRole("link", { name: "Chunk 1", exact: true }).click();
  await expect(page).toHaveURL(/\/chunks\//);
  await page.getByRole("button", { name: "Flag" }).click();
  const flag = page.getByRole("dialog", { name: "Flag this chunk" });
  await flag.getByLabel("What is it").selectOption("re-ingest");
  await flag.getByLabel("Note").fill("The file was corrected yesterday");
  await flag.getByRole("button", { name: /^Flag/ }).click();
  await expect(flag).toBeHidden();
  await expect(page.getByText("1 open flag")).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await signIn("Admin");
  await page.goto("/flags");
  await running(page);
  await page.getByRole("button", { name: /^Re-ingest Workshop-Diary\/Week-48/ }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByText(/succeeded/).first()).toBeVisible({ timeout: 45_000 });
  await page.goto("/flags?state=resolved");
  await expect(page.getByText("Re-ingested by a run.")).toBeVisible();
});

test("an admin adds a term to a vocabulary from the form; others only choose", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const { id } = await documentAt(page, "Workshop-Diary/Week-44.md");
  const form = await openForm(page, id);
  const platforms = form.getByRole("group", { name: "Platforms" });
  await expect(platforms.getByLabel("tandem")).toHaveCount(0);
  await form.getByRole("button", { name: "New term for everybody" }).nth(1).click();
  await form.getByLabel("New term of Platforms").fill("Tandem");
  await page.keyboard.press("Enter");
  await expect(platforms.getByLabel("tandem")).toBeChecked();
  await page.keyboard.press("Escape");

  await page.context().clearCookies();
  await signIn("Content owner");
  const theirs = await openForm(page, id);
  await expect(theirs.getByRole("group", { name: "Platforms" }).getByLabel("tandem")).toBeVisible();
  await expect(theirs.getByRole("button", { name: "New term for everybody" })).toHaveCount(0);
});

test("what another program wrote over is listed, filtered, let stand or put back", async ({
  page,
  signIn,
  own,
}) => {
  await asAnotherProgram(
    own.databaseUrl,
    `update public.documents set title = 'Rewritten by a pipeline' where path = 'Workshop-Diary/Week-46.md';
     update public.documents set language = 'de' where path = 'Workshop-Diary/Week-47.md'`,
  );
  await signIn("Admin");
  await page.goto("/drift");
  await running(page);
  await page.getByRole("link", { name: "Written by other programs" }).click();
  const table = page.getByRole("region", { name: "Written by other programs" });
  await expect(table.getByText("Rewritten by a pipeline")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Path holds").fill("Week-46");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/path=Week-46/);
  await expect(table.getByRole("row")).toHaveCount(2);
  await table.getByRole("checkbox", { name: "Select Workshop-Diary/Week-46.md" }).click();
  await page.getByRole("button", { name: "Put back" }).click();
  await expect(page.getByText("No such change matches")).toBeVisible();
  expect((await documentAt(page, "Workshop-Diary/Week-46.md")).title).toBe(
    "Workshop diary, week 46",
  );
  await page.goto("/drift/outside?path=Week-47");
  await running(page);
  await table.getByRole("checkbox", { name: "Select Workshop-Diary/Week-47.md" }).click();
  await page.getByRole("button", { name: "Let it stand" }).click();
  await expect(page.getByText("No such change matches")).toBeVisible();
  const { id } = await documentAt(page, "Workshop-Diary/Week-47.md");
  await page.goto(`/documents/${id}?tab=history`);
  await expect(page.getByText(/another program, as/)).toBeVisible();
  await expectAccessible(page);
});
