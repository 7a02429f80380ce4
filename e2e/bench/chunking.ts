import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { parseManifest } from "#lib/ingest/manifest.ts";
import { prepareDocument } from "#lib/ingest/prepare-document.ts";
import { readSource } from "#lib/ingest/read-source.ts";
import type { Figure } from "./figure.ts";
import { corpus } from "./with-corpus.ts";

/** What cutting makes of the corpus, and how long and how much memory very large files take. */
export async function benchChunking(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "console-bench-"));
  try {
    await write(join(folder, "book.md"), markdown());
    await write(join(folder, "parts.csv"), rows(1_000_000));
    await write(join(folder, "tenth.csv"), rows(100_000));
    const book = await alone(folder, "book.md", "");
    const tenth = await alone(folder, "tenth.csv", "");
    const parts = await alone(folder, "parts.csv", "");
    const held = await alone(folder, "parts.csv", "--max-old-space-size=420");
    return [
      ...(await ofCorpus()),
      {
        name: "20 MB of Markdown, 100,000 headings",
        value: seconds(book.ms),
        goal: "≤ 10 s",
        over: `${seconds(book.cpu)} of processor, ${book.chunks} chunks`,
      },
      {
        name: "CSV of 1,000,000 rows",
        value: seconds(parts.ms),
        over: `${seconds(parts.cpu)} of processor, ${parts.chunks} chunks, file of ${parts.megabytes} MB`,
      },
      {
        name: "its peak memory",
        value: `${parts.peak} MB`,
        over: `100,000 rows: ${tenth.peak} MB, so ten times the rows take ${(parts.peak / tenth.peak).toFixed(1)} × the memory; the program alone: ${parts.atStart} MB; chunks and text to be written: ${parts.result} MB`,
      },
      {
        name: "its peak memory, heap held to 420 MB",
        value: `${held.peak} MB`,
        over: seconds(held.ms),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ofCorpus(): Promise<Figure[]> {
  const root = corpus.CORPUS_ROOT ?? "supabase/corpus";
  const { config, manifestPath } = loadCorpusFiles(root, corpus.CORPUS_MANIFEST);
  const { rows: listed } = parseManifest(readFileSync(manifestPath, "utf8"));
  const sizes: number[] = [];
  const naive: number[] = [];
  const start = performance.now();
  for (const row of listed) {
    if (row.status !== "active" || row.embedMode === "ignore") continue;
    const values = {
      status: row.status,
      embed_mode: row.embedMode,
      pricing_sensitive: row.pricingSensitive,
    };
    const prepared = await prepareDocument(await readSource(root, row.path), row, values, config);
    const { chunks, sourceText } = prepared;
    naive.push(...sourceText.split(/^(?=#{1,6} )/m).map(countTokens));
    sizes.push(...chunks.map(({ tokens }) => tokens));
  }
  const ms = performance.now() - start;
  sizes.sort((a, b) => a - b);
  const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0;
  const share = (count: number) => `${((100 * count) / sizes.length).toFixed(1)} %`;
  const mean = meanOf(sizes);
  return [
    {
      name: "chunks of the corpus",
      value: String(sizes.length),
      over: `a cut at every heading: ${naive.length}`,
    },
    {
      name: "tokens a chunk, mean",
      value: String(mean),
      over: `a cut at every heading: ${meanOf(naive)}; ${(mean / meanOf(naive)).toFixed(1)} ×`,
    },
    { name: "tokens a chunk, p10 / p50 / p90", value: `${at(0.1)} / ${at(0.5)} / ${at(0.9)}` },
    { name: "under 200 tokens", value: share(sizes.filter((size) => size < 200).length) },
    { name: "over 1,200 tokens", value: share(sizes.filter((size) => size > 1200).length) },
    { name: "largest chunk", value: `${sizes.at(-1)} tokens`, goal: "≤ 1,600" },
    { name: "reading, cutting and describing all", value: seconds(ms) },
  ];
}

function meanOf(sizes: number[]): number {
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
}

type Measured = Record<
  "ms" | "cpu" | "chunks" | "peak" | "megabytes" | "atStart" | "result",
  number
>;

/** Prepares one file in a process of its own, whose memory is its own. */
async function alone(folder: string, file: string, option: string): Promise<Measured> {
  const child = spawn(
    process.execPath,
    [...(option ? [option] : []), "e2e/bench/prepare-alone.ts", folder, file],
    { env: childEnvironment({}), stdio: ["ignore", "pipe", "inherit"] },
  );
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (code !== 0) throw new Error(`preparing ${file} failed`);
  return JSON.parse(printed);
}

async function write(path: string, parts: Iterable<string>): Promise<void> {
  const file = await open(path, "w");
  let some = "";
  for (const part of parts) {
    some += part;
    if (some.length < 1e6) continue;
    await file.write(some);
    some = "";
  }
  await file.write(some);
  await file.close();
}

function* markdown(): Generator<string> {
  for (let n = 0; n < 100_000; n++)
    yield `## Section ${n} of the book\n\nThe walnut stock ${n} is cut by hand, and the ribs are regulated before anybody sees them. A second sentence follows, so that there is some text here, and a third.\n\n`;
}

function* rows(count: number): Generator<string> {
  yield "CODE,FAMILY,MODEL,DESCRIPTION,LEAD TIME\n";
  for (let n = 0; n < count; n++)
    yield `V-${n},FAMILY ${Math.floor(n / 5000)},Model ${n % 97},"Frame and fork, size ${n % 40}",${n % 30} weeks\n`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
