import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { openDatabase } from "#lib/db/pool.ts";
import { percentile } from "#lib/evaluate/metrics.ts";
import { drawChunks, drawDocuments } from "./browse-database.ts";
import { openSignedIn } from "./browser-page.ts";
import type { Figure } from "./figure.ts";
import { loadNow } from "./server-processor.ts";
import { startConsole } from "./start-console.ts";

const size = { documents: 400, chunks: 2_000, seed: 1 };

/** From a key or click to the next paint, with pages of 200 rows in the built console and a real browser. */
export async function measurePaint(): Promise<Figure[]> {
  if (!existsSync(".next/BUILD_ID"))
    return [{ name: "interaction to next paint", value: "skipped: run pnpm build first" }];
  const dataDir = mkdtempSync(join(tmpdir(), "console-bench-"));
  const { url, stop } = await startConsole("start", dataDir);
  try {
    const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, "stack.json"), "utf8"));
    const db = openDatabase(databaseUrl, 1);
    await drawDocuments(db, size);
    await drawChunks(db, size);
    await db.destroy();
    const { page, close } = await openSignedIn(url);
    const figures = [
      await measure(page, "/documents?limit=200"),
      await measure(page, "/chunks?limit=200"),
    ];
    await close();
    return figures;
  } finally {
    await stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measure(page: Page, path: string): Promise<Figure> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { interactions: seen });
    // The browser's own measure; what took under 16 ms is not reported.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ((entry as PerformanceEventTiming & { interactionId?: number }).interactionId)
          seen.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const rows = page.locator("tbody tr");
  await rows.first().waitFor();
  let asked = 0;
  const act = async (work: () => Promise<unknown>) => {
    asked += 1;
    await work();
    await page.waitForTimeout(150);
  };
  for (let at = 0; at < 12; at++) await act(() => page.keyboard.press("j"));
  for (let at = 0; at < 6; at++)
    await act(() => rows.nth(at).getByRole("checkbox").first().click());
  await act(() => page.keyboard.press("Enter"));
  for (let at = 0; at < 6; at++) await act(() => page.keyboard.press("j"));
  await act(() => page.keyboard.press("Escape"));
  const sorts = page.getByRole("columnheader").getByRole("link");
  for (let at = 0; at < 3; at++) await act(() => sorts.nth(at).click());
  const seen = await page.evaluate(
    () => (window as unknown as { interactions: number[] }).interactions,
  );
  const shown = await page.getByRole("table").getAttribute("aria-rowcount");
  const most = seen.length > 0 ? Math.max(...seen) : 0;
  return {
    name: `interaction to next paint, ${path}`,
    value:
      seen.length > 0
        ? `p50 ${percentile(seen, 0.5).toFixed(0)} ms · p95 ${percentile(seen, 0.95).toFixed(0)} ms · most ${most.toFixed(0)} ms`
        : "under 16 ms each",
    goal: "≤ 200 ms",
    over: `${asked} keys and clicks, ${seen.length} events of 16 ms or more, ${shown ?? "200"} rows; ${loadNow()}`,
  };
}
