import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BrowserContext, chromium } from "@playwright/test";
import { demoAccounts } from "#lib/local-stack/demo-accounts.ts";
import type { Figure } from "./figure.ts";
import { startConsole } from "./start-console.ts";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const open = ["/login", "/password/forgotten"];
const guarded = ["/", "/documents", "/retrieval", "/runs", "/staff"];
/** Pages of one row, by the list that links to them. */
const details = { "/documents": "/documents/", "/runs": "/runs/" };

/** JavaScript of each page of the built console, gzip, as a browser loads it that has nothing yet. */
export async function benchJavascript(): Promise<Figure[]> {
  if (!existsSync(".next/BUILD_ID")) throw new Error("there is no build: run pnpm build first");
  const dataDir = mkdtempSync(join(tmpdir(), "console-bench-"));
  const { url, stop } = await startConsole("start", dataDir);
  const executablePath = system.find((path) => existsSync(path));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox"],
  });
  try {
    const figures: Figure[] = [];
    for (const path of open)
      figures.push(await measure(await browser.newContext({ baseURL: url }), path));
    const signedIn = await browser.newContext({ baseURL: url });
    await signIn(signedIn, url);
    const state = await signedIn.storageState();
    const fresh = () => browser.newContext({ baseURL: url, storageState: state });
    for (const path of guarded) {
      figures.push(await measure(await fresh(), path));
      const prefix = Object.entries(details).find(([list]) => list === path)?.[1];
      const one = prefix ? await firstLink(await fresh(), path, prefix) : undefined;
      if (one) figures.push(await measure(await fresh(), one, `${path}/[id]`));
    }
    return figures;
  } finally {
    await browser.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the HTML names (first), and what came after it until the network was quiet (later). */
async function measure(context: BrowserContext, path: string, name = path): Promise<Figure> {
  const page = await context.newPage();
  const loaded = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    const url = new URL(response.url());
    if (url.pathname.endsWith(".js")) loaded.set(url.pathname, response.body());
  });
  const response = await page.goto(path, { waitUntil: "networkidle" });
  const html = (await response?.text()) ?? "";
  let first = 0;
  let later = 0;
  for (const [url, body] of loaded) {
    const size = gzipSync(await body, { level: 6 }).length;
    if (html.includes(url)) first += size;
    else later += size;
  }
  await context.close();
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return {
    name: `JavaScript of ${name}`,
    value: kB(first),
    goal: "≤ 200 kB",
    over: later > 0 ? `after paint ${kB(later)} more` : "nothing after paint",
  };
}

async function signIn(context: BrowserContext, origin: string): Promise<void> {
  const account = demoAccounts.find(({ role }) => role === "admin");
  const response = await context.request.post("/api/auth/sign-in", {
    headers: { origin },
    data: { email: account?.email, password: account?.password },
  });
  if (!response.ok()) throw new Error(`signing in was answered with ${response.status()}`);
}

async function firstLink(context: BrowserContext, path: string, prefix: string) {
  const page = await context.newPage();
  await page.goto(path);
  const href = await page.locator(`tbody a[href^="${prefix}"]`).first().getAttribute("href");
  await context.close();
  return href ?? undefined;
}
