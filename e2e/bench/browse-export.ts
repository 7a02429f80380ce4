import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { exportChunks } from "#lib/corpus/export-chunks.ts";
import { exportDocuments } from "#lib/corpus/export-documents.ts";
import type { Db } from "#lib/db/pool.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import type { Figure } from "./figure.ts";
import { loadNow } from "./server-processor.ts";

const reader = { seesRestricted: true, redact: redactProse };

/** Rows a second of the files that a person downloads, all rows of both tables, and the most memory on the way. */
export async function measureExport(db: Db): Promise<Figure[]> {
  const documents = documentListSchema.parse({});
  const chunks = chunkListSchema.parse({});
  return [
    await measure("documents as CSV", exportDocuments(db, documents, "csv", reader)),
    await measure("chunks as CSV, whole texts", exportChunks(db, chunks, "csv", reader)),
    await measure("chunks as JSON Lines", exportChunks(db, chunks, "jsonl", reader)),
  ];
}

async function measure(name: string, file: ReadableStream<Uint8Array>): Promise<Figure> {
  const before = process.memoryUsage.rss();
  const processor = process.cpuUsage();
  const start = performance.now();
  let most = before;
  let rows = 0;
  let bytes = 0;
  for await (const part of file) {
    bytes += part.length;
    // By the native search: a loop over the bytes took longer than many a row.
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, at + 1)) rows += 1;
    most = Math.max(most, process.memoryUsage.rss());
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const MB = (size: number) => `${Math.round(size / 1e6)} MB`;
  return {
    name: `export of ${name}`,
    value: `${Math.round(rows / seconds).toLocaleString("en-GB")} rows/s, memory ${MB(before)} → at most ${MB(most)}`,
    goal: "≥ 20,000 rows/s",
    over: `${rows.toLocaleString("en-GB")} lines, ${MB(bytes)} in ${seconds.toFixed(0)} s; of Node's processor ${((user + system) / rows).toFixed(0)} µs a row; ${loadNow()}`,
  };
}
