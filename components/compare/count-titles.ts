/** Each title once, in the order of its first, with how many chunks bear it. Pure. */
export function countTitles(titles: readonly string[]): { title: string; times: number }[] {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].map(([title, times]) => ({ title, times }));
}
