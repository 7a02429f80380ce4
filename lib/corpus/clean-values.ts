/** Redacts text; the caller passes the guardrail's, which stands below this layer. */
export type Redact = (text: string) => string;

/** Columns whose values come from a closed list, from us, or are where the file is found. */
const identifiers = new Set([
  "id",
  "path",
  "category",
  "doc_type",
  "status",
  "embed_mode",
  "language",
  "visibility",
  "confidentiality",
  "source_checksum",
]);

/** A value of the column `column` with every text in it redacted, however deep it stands. */
export function cleanValue(column: string, value: unknown, redact: Redact): unknown {
  return identifiers.has(column) ? value : cleanDeep(value, redact);
}

function cleanDeep(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((one) => cleanDeep(one, redact));
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [redact(key), cleanDeep(one, redact)]),
  );
}
