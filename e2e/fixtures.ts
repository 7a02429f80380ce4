import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

type Role = "Admin" | "Content owner" | "QA" | "Viewer";

type Fixtures = {
  /** Signs in with one click, as a person on a laptop does. */
  signIn: (role: Role) => Promise<void>;
};

/** Every test fails on a stray console error or an uncaught exception in the page. */
export const test = base.extend<Fixtures & { strays: undefined }>({
  strays: [
    async ({ page }, use) => {
      const seen: string[] = [];
      page.on("pageerror", (error) => seen.push(error.message));
      page.on("console", (message) => {
        // The browser itself writes a line for each answer of 400 and over; those have their own tests.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
          seen.push(message.text());
      });
      await use(undefined);
      expect(seen, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
  signIn: async ({ page }, use) => {
    await use(async (role) => {
      await page.goto("/login");
      await page
        .getByRole("region", { name: /local/i })
        .getByRole("button", { name: role })
        .click();
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    });
  },
});

/** axe with all its default rules finds nothing on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`,
  );
  expect(found).toEqual([]);
}

/** Waits for the navigation's counts: they come once the page's script runs, and an earlier key or click is lost. */
export async function running(page: Page): Promise<void> {
  const console = page.getByRole("navigation", { name: "Console" });
  await expect(console.getByRole("link", { name: /^Documents/ })).toContainText(/\d/);
}

export { expect };
