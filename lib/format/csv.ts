/**
 * One cell of a CSV file (RFC 4180). What a spreadsheet would take for a formula, or for our own mark, gets an
 * apostrophe in front.
 */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r\n']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a CSV file begins with: else Excel reads it in its country's encoding, and saves what became of an umlaut. */
export const csvMark = "\ufeff";

/** A line of a CSV file. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}
