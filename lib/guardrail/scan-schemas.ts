// Without zod: the guardrails page loads this; what is parsed is in scan-request-schemas.ts.

/** What an amount at a place means. Only a leak is wrong; the others are for a person to know. */
export const levels = ["leak", "redacted on reading", "unmarked"] as const;
export type Level = (typeof levels)[number];

/** Where an amount may stand: never the amount itself. */
export type Place = {
  level: Level;
  /** schema.table */
  relation: string;
  /** The row's primary key. */
  rowKey: string;
  /** The column, and the way inside a JSON value. */
  field: string;
  documentId: string | null;
};

export type SuspectRow = Place & { n: number; path: string | null };

export type ScanRow = {
  id: string;
  requestedAt: string;
  requestedBy: string;
  startedAt: string | null;
  finishedAt: string | null;
  error: string | null;
  rowsScanned: number;
  leaks: number;
  redactedOnReading: number;
  unmarked: number;
  unread: string[];
};

export type GuardrailsPage = {
  /** The last search that came to its end. */
  last: ScanRow | null;
  /** One that is asked for or under way. */
  current: ScanRow | null;
  items: SuspectRow[];
  nextCursor: string | null;
};

export type GuardrailsSearch = { level: Level; after?: number | undefined };

/** The search as a query string, "" for the plain page. */
export function guardrailsQuery({ level, after }: GuardrailsSearch): string {
  const params = new URLSearchParams();
  if (level !== "leak") params.set("level", level);
  if (after !== undefined) params.set("after", String(after));
  const text = params.toString();
  return text ? `?${text}` : "";
}
