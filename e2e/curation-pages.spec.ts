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
  await page.goto(`/guardrails/exposure/${items[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    /Service centers|[Ee]xposure/,
  );
  await expectAccessible(page);
});

test("a chunk has a page of its own: text, neighbours, the way to its document", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  const found = await page.request.get("/api/chunks");
  const { items } = (await found.json()) as { items: { id: string }[] };
  await page.goto(`/chunks/${items[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator('main a[href^="/documents/"]').first()).toBeVisible();
  await expect(page.locator('main a[href^="/chunks/"]').first()).toBeVisible();
  await expectAccessible(page);
});
