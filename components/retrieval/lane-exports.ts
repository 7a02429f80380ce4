import type { RetrievalResult, RetrievedChunk } from "#lib/retrieve/result-schemas.ts";

/** A lane's answer without the candidates that were not returned. */
export function asJson(query: string, { candidates: _, ...result }: RetrievalResult): string {
  return JSON.stringify({ query, ...result }, null, 2);
}

const columns: [string, (chunk: RetrievedChunk) => string | number | null][] = [
  ["rank", (chunk) => chunk.rankAfter],
  ["score", (chunk) => chunk.score],
  ["cosine", (chunk) => chunk.cosine],
  ["fulltext", (chunk) => chunk.fulltext],
  ["chunk_id", (chunk) => chunk.chunkId],
  ["document_id", (chunk) => chunk.documentId],
  ["path", (chunk) => chunk.path],
  ["heading_path", (chunk) => chunk.headingPath],
  ["tokens", (chunk) => chunk.tokenCount],
  ["text", (chunk) => chunk.text],
];

/** RFC 4180, one row a result. A cell that a spreadsheet would take for a formula gets an apostrophe. */
export function asCsv(results: readonly RetrievedChunk[]): string {
  const rows = results.map((chunk) => columns.map(([, of]) => cell(of(chunk))).join(","));
  return [columns.map(([name]) => name).join(","), ...rows].join("\r\n");
}

function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The same request to the runtime API, for a shell; the token comes from the environment. */
export function asCurl(origin: string, body: object): string {
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return [
    `curl -sS '${origin}/api/v1/retrieve'`,
    `-H "Authorization: Bearer $CONSOLE_API_TOKEN"`,
    "-H 'Content-Type: application/json'",
    `-d '${json}'`,
  ].join(" \\\n  ");
}
