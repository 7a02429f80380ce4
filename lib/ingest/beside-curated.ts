import type { Curated } from "#lib/corpus/document-metadata.ts";

/**
 * People's values with what the file says now beside them, or undefined where it says nothing new. A difference that
 * somebody meant is a difference to something else then: it is asked about again.
 */
export function besideCurated(
  curated: Curated,
  said: Record<string, unknown>,
): Curated | undefined {
  const news = Object.entries(curated).flatMap(([field, person]) => {
    const value = said[field];
    if (value === undefined || value === null) return [];
    if ("over" in person && JSON.stringify(person.over) === JSON.stringify(value)) return [];
    const { kept: _, ...rest } = person;
    return [[field, { ...rest, over: value }] as const];
  });
  return news.length > 0 ? { ...curated, ...Object.fromEntries(news) } : undefined;
}
