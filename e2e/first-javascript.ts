import { gzipSync } from "node:zlib";
import type { BrowserContext } from "@playwright/test";

/** Bytes of JavaScript, gzip: what a page's HTML names, and what came after it until the network was quiet. */
export type PageJavascript = { first: number; later: number };

/** Loads a page in a browser that has nothing yet (a fresh context, which is closed). */
export async function firstJavascript(
  context: BrowserContext,
  path: string,
): Promise<PageJavascript> {
  const page = await context.newPage();
  const loaded = new Map<string, Promise<Buffer>>();
  page.on("response", (response) => {
    const url = new URL(response.url());
    if (!url.pathname.endsWith(".js")) return;
    const body = response.body();
    // What comes after the network was quiet has no body once the page is closed, and is not counted.
    body.catch(() => undefined);
    loaded.set(url.pathname, body);
  });
  const response = await page.goto(path, { waitUntil: "networkidle" });
  if (!response?.ok()) throw new Error(`${path} was answered with ${response?.status()}`);
  const html = await response.text();
  const sum: PageJavascript = { first: 0, later: 0 };
  for (const [url, body] of loaded)
    sum[html.includes(url) ? "first" : "later"] += gzipSync(await body, { level: 6 }).length;
  await context.close();
  return sum;
}
