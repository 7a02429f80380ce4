/** The last instant that a Date can hold. */
const last = 8.64e15;

/**
 * A moment as Postgres writes it. Other software stores `infinity` for never, and years that no Date holds: they are
 * read as the last or the first instant that there is, so that a row with one is shown like any other.
 */
export function readInstant(text: string, parsed: unknown = new Date(text)): Date {
  if (parsed instanceof Date && !Number.isNaN(parsed.getTime())) return parsed;
  return new Date(text.startsWith("-") || text.endsWith("BC") ? -last : last);
}
