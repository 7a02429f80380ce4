import { expect, expectAccessible, running, test } from "./fixtures.ts";

test("an edit and a flag are seen where people look for them", async ({ page, signIn }) => {
  test.setTimeout(120_000);
  await signIn("Admin");
  const found = await page.request.get("/api/jump?q=Service-Centers");
  const { items } = (await found.json()) as { items: { id: string }[] };
  await page.goto(`/documents/${items[0]?.id}`);
  await running(page);

  await page.getByRole("button", { name: "Flag" }).click();
  const flag = page.getByRole("dialog", { name: "Flag this document" });
  await flag.getByLabel("Note").fill("The opening hours are of last year");
  await flag.getByRole("button", { name: /^Flag/ }).click();
  await expect(flag).toBeHidden();

  await page.getByRole("button", { name: "Edit" }).first().click();
  const sheet = page.getByRole("dialog", { name: /Edit document/ });
  await sheet.getByLabel("Status").selectOption("deprecated");
  const reason = sheet.getByLabel("Reason");
  if (await reason.isVisible()) await reason.fill("Tried in a browser test");
  await sheet.getByRole("button", { name: /Save|Change/ }).click();
  await expect(sheet).toBeHidden();

  for (const [path, shown] of [
    ["/flags", "The opening hours are of last year"],
    ["/audit", "Company/Service-Centers.md"],
    ["/drift", "Company/Service-Centers.md"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("table").getByText(shown).first()).toBeVisible();
    await expectAccessible(page);
  }
});
