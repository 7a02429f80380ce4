import { childEnvironment } from "#lib/env/env.ts";
import { browseDatabase } from "./browse-database.ts";
import { measureExport } from "./browse-export.ts";
import { measureFacets } from "./browse-facets.ts";
import { measurePages } from "./browse-pages.ts";
import { measurePaint } from "./browse-paint.ts";
import type { Figure } from "./figure.ts";

/**
 * Browsing 100,000 documents and 1,000,000 chunks on a real server (TEST_DATABASE_URL): pages, facets, export and
 * the browser; BENCH_PARTS names some of them ("facets export"). BENCH_BROWSE names other sizes ("10000 100000"). A
 * database that was filled before is used again.
 */
export async function benchBrowse(): Promise<Figure[]> {
  const { TEST_DATABASE_URL, BENCH_BROWSE } = childEnvironment();
  if (!TEST_DATABASE_URL) throw new Error("set TEST_DATABASE_URL: this figure is of a real server");
  const [documents = 100_000, chunks = 1_000_000] = (BENCH_BROWSE ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  const { db, url } = await browseDatabase(TEST_DATABASE_URL, { documents, chunks, seed: 1 });
  try {
    const parts: Record<string, () => Promise<Figure[]>> = {
      facets: () => measureFacets(url),
      pages: () => measurePages(url),
      export: () => measureExport(db),
      paint: () => measurePaint(),
    };
    const wanted = (process.env.BENCH_PARTS ?? Object.keys(parts).join(" ")).split(/\s+/);
    const figures: Figure[] = [];
    for (const part of wanted) figures.push(...((await parts[part]?.()) ?? []));
    return figures;
  } finally {
    await db.destroy();
  }
}
