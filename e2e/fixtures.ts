import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

type Role = "Admin" | "Content owner" | "QA" | "Viewer";

type Fixtures = {
  /** Leads to the overview as somebody of this role, by the session of the test before where there is one. */
  signIn: (role: Role) => Promise<void>;
};

const ofSession = /^console-session/;
/** The cookies of each console's roles, in this process. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Every test fails on a stray console error or an uncaught exception in the page. */
export const test = base.extend<Fixtures & { strays: undefined }>({
  page: async ({ page }, use) => use(takenOver(page)),
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
  signIn: async ({ page, context, baseURL }, use) => {
    await use(async (role) => {
      const whose = `${role} at ${baseURL}`;
      await context.clearCookies({ name: ofSession });
      await context.addCookies(sessions.get(whose) ?? []);
      await page.goto("/");
      if (new URL(page.url()).pathname === "/login") await clickSignIn(page, role);
      await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
      const cookies = await context.cookies();
      sessions.set(
        whose,
        cookies.filter(({ name }) => ofSession.test(name)),
      );
    });
  },
});

/** Signs in with one click, as a person on a laptop does. */
export async function clickSignIn(page: Page, role: Role, at = "/login"): Promise<void> {
  await page.goto(at);
  await page.getByRole("region", { name: /local/i }).getByRole("button", { name: role }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

/** A page whose `goto` and `reload` come back once React has taken it over: an earlier click, key or text is lost. */
export function takenOver(page: Page): Page {
  const { goto, reload } = page;
  const once = async <T>(answer: T) => {
    await page.waitForFunction(() => {
      const seen = document.querySelector("h1") ?? document.querySelector("main");
      return Object.keys(seen ?? {}).some((key) => key.startsWith("__reactProps$"));
    });
    return answer;
  };
  page.goto = async (...args) => once(await goto.apply(page, args));
  page.reload = async (...args) => once(await reload.apply(page, args));
  return page;
}

/** axe with all its default rules, or with those named, finds nothing on the page as it stands. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // What passes is counted, not described: on a long table that took most of the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
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
