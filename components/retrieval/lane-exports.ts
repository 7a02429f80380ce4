import type { RetrievalResult, RetrievedChunk } from "#lib/retrieve/result-schemas.ts";
import type { ConfigurationChanges, RetrievalContext } from "#lib/retrieve/schemas.ts";
import { splitChanges } from "./rerank-locally.ts";

/** What asks a lane again. */
export type LaneRequest = {
  query: string;
  context: RetrievalContext;
  configuration: ConfigurationChanges;
};

/**
 * A lane's answer without the candidates that were not returned. What was ordered anew here is no logged
 * retrieval's answer, and the hash is of the configuration that the server searched with: neither goes along.
 */
export function asJson(
  query: string,
  { candidates: _, ...result }: RetrievalResult & { retrievalId?: string },
  changes: ConfigurationChanges,
): string {
  const { configurationHash, retrievalId, ...here } = result;
  const changed = Object.keys(splitChanges(changes).local).length > 0;
  return JSON.stringify({ query, ...(changed ? here : result) }, null, 2);
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
  const rows = results.map((chunk) => csvRow(columns.map(([, of]) => of(chunk))));
  return [csvRow(columns.map(([name]) => name)), ...rows].join("\r\n");
}

export function csvRow(values: readonly (string | number | null)[]): string {
  return values.map(cell).join(",");
}

function cell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The same request for a shell. A lane that only narrows production is asked of the runtime API, with a token
 * from the environment; any other only the lab answers, with the cookie of somebody who is signed in.
 */
export function asCurl(origin: string, { query, context, configuration }: LaneRequest): string {
  const { k, filters: metadata, visibility, confidentiality, ...rest } = configuration;
  const { includePricingLists, ...searched } = rest;
  const runtime = Object.keys(searched).length === 0;
  const body = runtime
    ? {
        query,
        k,
        context,
        filters: { visibility, confidentiality, includePricingLists, metadata },
      }
    : { query, context, configuration };
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  return [
    `curl -sS '${origin}${runtime ? "/api/v1/retrieve" : "/api/retrieval/query"}'`,
    ...(runtime
      ? [`-H "Authorization: Bearer $CONSOLE_API_TOKEN"`]
      : [`-H 'Origin: ${origin}'`, `-H "Cookie: $CONSOLE_COOKIE"`]),
    "-H 'Content-Type: application/json'",
    `-d '${json}'`,
  ].join(" \\\n  ");
}
