import type { Page } from "@playwright/test";
import { test } from "./diary-console.ts";
import { changeDocument, documentAt, openForm } from "./document-steps.ts";
import { expect, expectAccessible, running } from "./fixtures.ts";

test.describe.configure({ timeout: 120_000 });

test("whatever loosens a guard asks for a reason beside the guardrail scan, and is saved with one", async ({
  page,
  signIn,
}) => {
  await signIn("Admin");
  const path = "Workshop-Diary/Week-20.md";
  const id = await changeDocument(page, path, {
    visibility: { set: "internal" },
    confidentiality: { set: "elevated" },
    guardrailFlags: { set: ["safety-critical"] },
  });
  const form = await openForm(page, id);
  const effect = form.getByRole("region", { name: "What this does" });
  const asked = form.getByText("Needed: this loosens a guard.");
  const visibility = form.getByLabel("Visibility");
  const confidentiality = form.getByLabel("Confidentiality");
  const flags = form.getByLabel("Guardrail flags", { exact: true });
  const ways: [() => Promise<unknown>, () => Promise<unknown>][] = [
    [() => confidentiality.selectOption("normal"), () => confidentiality.selectOption("elevated")],
    [
      () => form.getByRole("button", { name: "Remove safety-critical" }).click(),
      async () => {
        await flags.fill("safety-critical");
        await flags.press("Enter");
      },
    ],
    [() => visibility.selectOption("public"), () => visibility.selectOption("internal")],
  ];
  for (const [loosen, back] of ways) {
    await expect(effect).toContainText("Nothing yet");
    await loosen();
    await expect(asked).toBeVisible();
    await expect(effect).toContainText(/Guardrail scan of \d+ chunks?: no amount found/);
    await back();
    await expect(asked).toBeHidden();
  }

  await visibility.selectOption("public");
  await expect(asked).toBeVisible();
  await form.getByRole("button", { name: "Change document" }).click();
  await expect(form.getByText("Say why this may be loosened.")).toBeVisible();
  expect((await documentAt(page, path)).visibility).toBe("internal");
  await expectAccessible(page);
  await form.getByLabel("Reason").fill("The diary is published now");
  await form.getByRole("button", { name: "Change document" }).click();
  await expect(form).toBeHidden();
  await page.goto(`/documents/${id}?tab=history`);
  await expect(page.getByText("“The diary is published now”")).toBeVisible();
  expect((await documentAt(page, path)).visibility).toBe("public");
  await changeDocument(
    page,
    path,
    { confidentiality: { set: "normal" }, guardrailFlags: { set: [] } },
    "As it was",
  );
});

test("looser than the manifest: a content owner reads why not, an admin says why and confirms", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const path = "Brand/Price-and-Waiting.md";
  const before = await documentAt(page, path);
  const owners = await openForm(page, before.id);
  await owners.getByLabel("Pricing-sensitive").selectOption("no");
  const why = "This makes pricing-sensitive looser than the manifest. Ask an admin.";
  await expect(owners.getByText(why)).toBeVisible();
  await owners.getByLabel("Reason").fill("They asked for it");
  await owners.getByRole("button", { name: "Change document" }).click();
  await expect(owners.getByRole("alert").filter({ hasText: "still here" })).toContainText(why);
  await expectAccessible(page);
  expect((await documentAt(page, path)).version).toBe(before.version);

  await page.context().clearCookies();
  await signIn("Admin");
  const form = await openForm(page, before.id);
  await form.getByLabel("Pricing-sensitive").selectOption("no");
  await expect(form.getByText(/looser than the manifest\. It is listed under Drift/)).toBeVisible();
  await expect(form.getByText("Needed: this loosens a guard.")).toBeVisible();
  await expect(form.getByText(/Guardrail scan of \d+ chunks?: amounts in \d+/)).toBeVisible();
  await form.getByLabel("Reason").fill("They are published on the site");
  const save = form.getByRole("button", { name: "Change document" });
  await expect(save).toBeDisabled();
  await form.getByRole("checkbox", { name: "I looked at the guardrail scan below" }).click();
  await expectAccessible(page);
  await save.click();
  await expect(form).toBeHidden();
  await page.goto("/drift");
  await expect(
    page.getByRole("row").filter({ hasText: path }).filter({ hasText: "Pricing-sensitive" }),
  ).toBeVisible();
  await changeDocument(page, path, { pricingSensitive: { set: true } });
});

test("an undo that loosens a guard asks for the reason in a dialog, with the scan", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const path = "Workshop-Diary/Week-21.md";
  const id = await changeDocument(page, path, { visibility: { set: "internal" } });
  await openHistory(page, id);
  await page.getByRole("button", { name: /^Undo what / }).click();
  const dialog = page.getByRole("dialog", { name: "This loosens a guard" });
  await expect(dialog).toContainText(/Guardrail scan of \d+ chunks?: no amount found/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  expect((await documentAt(page, path)).visibility).toBe("internal");
  await page.getByRole("button", { name: /^Undo what / }).click();
  await dialog.getByLabel("Reason").fill("It was meant for another week");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("Undone. This row has its earlier values back.")).toBeVisible();
  await expect(page.getByText("“It was meant for another week”")).toBeVisible();
  expect((await documentAt(page, path)).visibility).toBe("public");
});

test("one field of an edit is given back from the history, the others stay", async ({
  page,
  signIn,
}) => {
  await signIn("Content owner");
  const path = "Workshop-Diary/Week-22.md";
  const { summary } = await documentAt(page, path);
  const id = await changeDocument(page, path, {
    title: { set: "The week of the long table" },
    summary: { set: "What was planed and what was not." },
  });
  await openHistory(page, id);
  await page.getByRole("button", { name: "Undo the summary" }).click();
  await expect(page.getByText("Undone. This field has its earlier value back.")).toBeVisible();
  await expect(page.getByRole("link", { name: "the whole change" })).toHaveCount(2);
  await expectAccessible(page);
  expect(await documentAt(page, path)).toMatchObject({
    title: "The week of the long table",
    summary,
  });
});

async function openHistory(page: Page, id: string) {
  await page.goto(`/documents/${id}?tab=history`);
  await running(page);
}
