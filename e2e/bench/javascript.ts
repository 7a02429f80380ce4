import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstJavascript, type PageJavascript } from "../first-javascript.ts";
import { firstRowPath, pagePaths, rowPages } from "../page-paths.ts";
import { launchBrowser, signInAdmin } from "./browser-page.ts";
import type { Figure } from "./figure.ts";
import { startConsole } from "./start-console.ts";

const open = ["/login", "/password/forgotten"];
/** JavaScript of each page of the built console, gzip, as a browser loads it that has nothing yet. */
export async function benchJavascript(): Promise<Figure[]> {
  if (!existsSync(".next/BUILD_ID")) throw new Error("there is no build: run pnpm build first");
  const dataDir = mkdtempSync(join(tmpdir(), "console-bench-"));
  const { url, stop } = await startConsole("start", dataDir);
  const browser = await launchBrowser();
  try {
    const figures: Figure[] = [];
    for (const path of open)
      figures.push(
        toFigure(path, await firstJavascript(await browser.newContext({ baseURL: url }), path)),
      );
    const signedIn = await browser.newContext({ baseURL: url });
    await signInAdmin(signedIn, url);
    const state = await signedIn.storageState();
    const fresh = () => browser.newContext({ baseURL: url, storageState: state });
    for (const path of pagePaths)
      figures.push(toFigure(path, await firstJavascript(await fresh(), path)));
    for (const [list, prefix] of Object.entries(rowPages)) {
      const context = await fresh();
      const one = await firstRowPath(await context.newPage(), list, prefix);
      await context.close();
      if (one) figures.push(toFigure(`${list}/[id]`, await firstJavascript(await fresh(), one)));
    }
    return figures;
  } finally {
    await browser.close();
    await stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

function toFigure(name: string, { first, later }: PageJavascript): Figure {
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return {
    name: `JavaScript of ${name}`,
    value: kB(first),
    goal: "≤ 200 kB",
    over: later > 0 ? `after paint ${kB(later)} more` : "nothing after paint",
  };
}
