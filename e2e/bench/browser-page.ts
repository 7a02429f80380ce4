import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { demoAccounts } from "#lib/local-stack/demo-accounts.ts";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium where there is one. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = system.find((path) => existsSync(path));
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox"],
  });
}

/** Signs in as the local admin. */
export async function signInAdmin(context: BrowserContext, origin: string): Promise<void> {
  const account = demoAccounts.find(({ role }) => role === "admin");
  const response = await context.request.post("/api/auth/sign-in", {
    headers: { origin },
    data: { email: account?.email, password: account?.password },
  });
  if (!response.ok()) throw new Error(`signing in was answered with ${response.status()}`);
}

/** A page of the console's admin in a browser of its own. */
export async function openSignedIn(
  origin: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: origin });
  await signInAdmin(context, origin);
  return { page: await context.newPage(), close: () => browser.close() };
}
