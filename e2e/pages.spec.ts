import { randomUUID } from "node:crypto";
import { firstJavascript } from "./first-javascript.ts";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { firstRowPath, pagePaths, rowPages } from "./page-paths.ts";

/** The default rules of axe whose outcome hangs on colours: in the other theme all others find the same as before. */
const colourRules = ["color-contrast", "link-in-text-block"];

// A second state of a page has the colours of the first.
const plainPaths = pagePaths.filter((path) => !path.includes("?"));

test("axe finds nothing on any page, in the light theme and in the dark one", async ({
  page,
  signIn,
}) => {
  // Every page in turn: five minutes where a slow machine runs other tests beside it.
  test.setTimeout(900_000);
  const turn = async (theme: "light" | "dark") => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", theme);
  };
  const inBothThemes = async () => {
    await expectAccessible(page);
    await turn("dark");
    await expectAccessible(page, colourRules);
    await turn("light");
  };
  const visit = async (path: string) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  };
  await page.goto("/login");
  await turn("light");
  await inBothThemes();
  for (const path of ["/password", "/password/forgotten"])
    await test.step(path, async () => {
      await visit(path);
      await inBothThemes();
    });
  await signIn("Viewer");
  for (const path of ["/staff", "/documents/00000000-0000-4000-8000-000000000000", "/nowhere"])
    await test.step(`${path}, which a viewer may not see or nobody can`, async () => {
      await visit(path);
      await inBothThemes();
    });
  await signIn("Admin");
  for (const path of pagePaths) {
    await test.step(path, async () => {
      await visit(path);
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await (plainPaths.includes(path) ? inBothThemes() : expectAccessible(page));
    });
  }
  for (const [list, prefix] of Object.entries(rowPages))
    await test.step(`the first of ${list}`, async () => {
      const path = await firstRowPath(page, list, prefix);
      expect(path, list).toBeDefined();
      await visit(path ?? "");
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await inBothThemes();
    });
});

test("no first page loads more than 200 kB of JavaScript", async ({ browser, page, signIn }) => {
  test.setTimeout(600_000);
  await signIn("Admin");
  const storageState = await page.context().storageState();
  const fresh = () => browser.newContext({ storageState });
  const rows = await Promise.all(
    Object.entries(rowPages).map(async ([list, prefix]) => {
      const context = await fresh();
      const path = await firstRowPath(await context.newPage(), list, prefix);
      await context.close();
      return path;
    }),
  );
  const heavy: string[] = [];
  // A page's states load what the page loads.
  const left = [...plainPaths, ...rows.filter((row) => row !== undefined)];
  // Each in a browser that has nothing yet. Most of a visit is the wait for a quiet network: two go on at once.
  const visitAll = async () => {
    for (let path = left.pop(); path; path = left.pop()) {
      const { first } = await firstJavascript(await fresh(), path);
      expect(first, path).toBeGreaterThan(100_000);
      if (first > 200_000) heavy.push(`${path}: ${first}`);
    }
  };
  await Promise.all([visitAll(), visitAll()]);
  expect(heavy).toEqual([]);
});

test("no page scrolls sideways on a phone", async ({ page, signIn }) => {
  test.setTimeout(600_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn("Admin");
  for (const path of pagePaths) {
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
  for (const id of ["not-a-uuid", randomUUID()]) {
    await page.goto(`/documents/${id}`);
    await expect(page.getByText("There is no such document")).toBeVisible();
    expect((await page.request.get(`/api/documents/${id}`)).status(), id).toBe(404);
  }
});
