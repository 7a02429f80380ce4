import { expect, expectAccessible, test } from "./fixtures.ts";

const pages = [
  "/",
  "/documents",
  "/documents?status=deprecated&q=zzzz",
  "/retrieval",
  "/retrieval?q=warranty",
  "/guardrails",
  "/chunks",
  "/changes",
  "/drift",
  "/flags",
  "/audit",
  "/retrieval?q=warranty&panel=why",
  "/retrieval/queries",
  "/runs",
  "/staff",
  "/tokens",
  "/retrieval/monitoring",
  "/retrieval/monitoring?range=30d&who=all",
  "/retrieval/log?outcome=failed",
];

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing on any page in the ${theme} theme`, async ({ page, signIn }) => {
    // Every page in turn: on a busy machine that takes more than a minute.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto("/login");
    await expectAccessible(page);
    await signIn("Admin");
    for (const path of pages) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await expectAccessible(page);
      });
    }
    await page.goto("/documents");
    await page.locator('tbody a[href^="/documents/"]').first().click();
    await expect(page.getByText(/Text in \d+ chunk/)).toBeVisible();
    await expectAccessible(page);
  });
}

test("no page scrolls sideways on a phone", async ({ page, signIn }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("Viewer");
  for (const path of pages.filter((one) => one !== "/staff" && one !== "/tokens")) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, path).toBeLessThanOrEqual(0);
  }
});

test("documents: the URL is the state, and no match differs from a failure", async ({
  page,
  signIn,
}) => {
  await signIn("Viewer");
  await page.goto("/documents");
  const rows = page.locator('tbody a[href^="/documents/"]');
  const all = await rows.count();
  expect(all).toBeGreaterThan(15);
  await page
    .getByRole("searchbox")
    .or(page.getByLabel("Search title, path or text"))
    .first()
    .fill("warranty");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=warranty/);
  await expect.poll(() => rows.count()).toBeLessThan(all);
  await page.goto("/documents?q=nothing-of-that-name-zz");
  await expect(page.getByText("No document matches")).toBeVisible();
  await page.goto("/documents/not-a-uuid");
  await expect(
    page.getByText(/not.*(found|exist|here)|no (such )?(document|page)/i).first(),
  ).toBeVisible();
});
