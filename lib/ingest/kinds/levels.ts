import { descendants, type Section } from "#lib/ingest/chunk/sections.ts";

/** How many levels of headings stand below a section. */
export function height({ children }: Section): number {
  return children.length === 0 ? 0 : 1 + Math.max(...children.slice(0, 1000).map(height));
}

/** The level that has the most headings of different names: that of profiles, regions or models. */
export function itemLevel(root: Section): number {
  const titles = new Map<number, Map<string, number>>();
  for (const { level, title } of descendants(root)) {
    const seen = titles.get(level) ?? new Map<string, number>();
    const name = title.replace(/^[\d.]+\s*/, "").toLowerCase();
    seen.set(name, (seen.get(name) ?? 0) + 1);
    titles.set(level, seen);
  }
  let best = 0;
  let most = 0;
  for (const [level, seen] of [...titles].sort(([a], [b]) => a - b)) {
    // “Biography” under every profile is a part of each, not an item.
    const items = [...seen.values()].filter((times) => times === 1).length;
    if (level > 1 && items > most) [best, most] = [level, items];
  }
  return best;
}

/** True for a section without headings below it, other than the title. */
export function isLeaf({ level, children }: Section): boolean {
  return level > 1 && children.length === 0;
}
