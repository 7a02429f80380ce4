import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createClient } from "@supabase/supabase-js";
import { expect, takenOver, test } from "./fixtures.ts";

// Another one at a second attempt: the first one's account stays.
const person = {
  email: `new.${crypto.randomUUID().slice(0, 8)}@example.com`,
  password: "a long enough password",
};

/** Makes an Auth account that is on no staff list, as a sign-up elsewhere would. */
async function makeAccount(): Promise<void> {
  const file = join(process.env.E2E_DATA_DIR ?? ".data", "stack.json");
  const { authUrl, publishableKey } = JSON.parse(readFileSync(file, "utf8"));
  const { error } = await createClient(authUrl, publishableKey).auth.signUp(person);
  expect(error).toBeNull();
}

async function signInByPassword(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const row = (page: Page, email: string) => page.getByRole("row").filter({ hasText: email });

test("a stranger sees a page that says so, is added, changes role, and is removed at once", async ({
  page,
  signIn,
  browser,
}) => {
  await makeAccount();
  const other = await browser.newContext();
  const theirs = takenOver(await other.newPage());
  await signInByPassword(theirs);
  await expect(
    theirs.getByRole("heading", { name: "You are not on the staff list" }),
  ).toBeVisible();
  await expect(theirs.getByText(person.email)).toBeVisible();
  await theirs.goto("/documents");
  await expect(theirs).toHaveURL(/\/not-staff/);
  expect((await theirs.request.get("/api/documents")).status()).toBe(403);

  await signIn("Admin");
  await page.goto("/staff");
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Add to the staff list" }).click();
  await expect(row(page, person.email)).toContainText("Viewer");
  await theirs.goto("/documents");
  await expect(theirs.getByRole("heading", { level: 1, name: "Documents" })).toBeVisible();

  await page.getByRole("button", { name: `Change role of ${person.email}` }).click();
  await page.getByLabel("Role", { exact: true }).selectOption("qa");
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(row(page, person.email)).toContainText("QA");

  await page.getByRole("button", { name: `Remove ${person.email}` }).click();
  await page.getByRole("button", { name: "Remove 1 person" }).click();
  // Behind an open dialog no row is there for anybody.
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(row(page, person.email)).toHaveCount(0);
  await theirs.reload();
  await expect(theirs).toHaveURL(/\/not-staff/);
  await other.close();
});

test("the last admin can neither go nor become something else", async ({ page, signIn }) => {
  await signIn("Admin");
  await page.goto("/staff");
  await page.getByRole("button", { name: "Remove admin@demo.local" }).click();
  await page.getByRole("button", { name: "Remove me" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText(/admin/i);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Change role of admin@demo.local" }).click();
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText(/admin/i);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, "admin@demo.local")).toContainText("Admin");
});
