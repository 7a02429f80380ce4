import { stat } from "node:fs/promises";
import { join } from "node:path";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import { prepareDocument } from "#lib/ingest/prepare-document.ts";
import { readSource } from "#lib/ingest/read-source.ts";

// Prints what preparing one file took: its own process, so that the memory is its own.
const [folder = "", path = ""] = process.argv.slice(2);
const { config } = loadCorpusFiles("supabase/corpus");
const start = performance.now();
const before = process.cpuUsage();
const atStart = Math.round(process.memoryUsage.rss() / 1024 / 1024);
const { chunks, sourceText } = await prepareDocument(
  await readSource(folder, path),
  { path, docType: "note", category: "note" },
  { status: "active", embed_mode: "full", pricing_sensitive: false },
  config,
);
const used = process.cpuUsage(before);
const characters = chunks.reduce((sum, { text }) => sum + text.length, sourceText.length);
const { size } = await stat(join(folder, path));
console.log(
  JSON.stringify({
    ms: performance.now() - start,
    cpu: (used.user + used.system) / 1000,
    chunks: chunks.length,
    peak: Math.round(process.resourceUsage().maxRSS / 1024),
    atStart,
    result: Math.round(characters / 1024 / 1024),
    megabytes: Math.round(size / 1024 / 1024),
  }),
);
