import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { loadCorpusFiles } from "#lib/corpus/config-file.ts";
import { withRole } from "#lib/db/with-role.ts";
import { writeEmbeddings } from "#lib/ingest/write-embeddings.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { fakeVector, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { secondsOfCopy } from "./binary-copy.ts";
import type { Figure } from "./figure.ts";
import { naiveIngest } from "./naive-ingest.ts";
import { command, corpus } from "./with-corpus.ts";

/** Ingestion against a provider that takes 200 ms a request: how fast, how little is sent again, how fast vectors are written. */
export async function benchIngestion(): Promise<Figure[]> {
  const provider = await startFakeProvider();
  provider.beforeAnswer = () => wait(200);
  const { root, manifest, remove } = copyOfCorpus();
  const base = await testDatabase();
  const env = {
    DATABASE_URL: base.url,
    CONSOLE_ENVIRONMENT: "local",
    CORPUS_ROOT: root,
    CORPUS_MANIFEST: manifest,
    OPENAI_API_KEY: "a key",
    OPENAI_BASE_URL: provider.baseUrl,
    PERAZZI_EMBED_MODEL: "",
  };
  const ingest = async () => {
    provider.requests.length = 0;
    const started = performance.now();
    await command("lib/cli/ingest.ts", ["--json", "--yes"], env).catch(() => undefined);
    const inputs = provider.requests.flat().length;
    return {
      seconds: (performance.now() - started) / 1000,
      requests: provider.requests.length,
      inputs,
    };
  };
  try {
    const first = await ingest();
    const before = await rowVersions(base);
    const second = await ingest();
    const written = [...(await rowVersions(base))].filter((row) => !before.has(row)).length;
    const chapter = await longestChapter(base);
    addSentence(join(root, chapter));
    const sentence = await ingest();
    const ids = await chunkIds(base, chapter);
    const renamed = rename(root, manifest, chapter);
    const moved = await ingest();
    const kept = (await chunkIds(base, renamed)) === ids;
    const naive = await naiveSeconds({ root, manifest, provider: provider.baseUrl });
    return [
      {
        name: "first run, provider at 200 ms",
        value: `${first.seconds.toFixed(1)} s`,
        over: `${first.inputs} texts in ${first.requests} requests, the start of the command included`,
      },
      ...naive.map(({ what, seconds }, at) => ({
        name: at === 0 ? "as fast as document by document" : "as fast as that with larger requests",
        value: `${(seconds / first.seconds).toFixed(1)} ×`,
        ...(at === 0 ? { goal: "≥ 5 ×" } : {}),
        over: `${what}: ${seconds.toFixed(1)} s, without the start of a command`,
      })),
      { name: "unchanged: requests", value: String(second.requests), goal: "0" },
      { name: "unchanged: base rows written", value: String(written), goal: "0" },
      {
        name: "a sentence more in the longest chapter",
        value: `${sentence.inputs} texts`,
        goal: "≤ 2",
      },
      { name: "a file renamed", value: `${moved.inputs} texts`, goal: "0" },
      { name: "ids after the renaming", value: kept ? "kept" : "lost", goal: "kept" },
      await vectorFigure(base),
    ];
  } finally {
    await base.close();
    await provider.close();
    remove();
  }
}

function copyOfCorpus() {
  const from = resolve(corpus.CORPUS_ROOT ?? "supabase/corpus");
  const root = mkdtempSync(join(tmpdir(), "bench-corpus-"));
  cpSync(from, root, { recursive: true });
  const manifest = join(
    root,
    relative(from, loadCorpusFiles(from, corpus.CORPUS_MANIFEST).manifestPath),
  );
  return { root, manifest, remove: () => rmSync(root, { recursive: true, force: true }) };
}

async function naiveSeconds(place: { root: string; manifest: string; provider: string }) {
  const found: { what: string; seconds: number }[] = [];
  for (const [what, textsEach] of [
    ["one document, request and row at a time, a text a request", 1],
    ["the same with all texts of a document in one request", 64],
  ] as const) {
    const base = await testDatabase();
    found.push({ what, seconds: await naiveIngest(base.db, place, textsEach) });
    await base.close();
  }
  return found;
}

async function rowVersions({ db }: TestDatabase): Promise<Set<string>> {
  const { rows } = await sql<{
    row: string;
  }>`select id || ' ' || xmin || ' ' || ctid as row from public.documents
    union all select id || ' ' || xmin || ' ' || ctid from public.chunks
    union all select chunk_id || ' ' || xmin || ' ' || ctid from public.embeddings`.execute(db);
  return new Set(rows.map(({ row }) => row));
}

async function longestChapter({ db }: TestDatabase): Promise<string> {
  const { rows } = await sql<{ path: string }>`select d.path from public.documents d
    join public.chunks c on c.document_id = d.id where d.path like '%.md' and not d.pricing_sensitive
    group by d.path order by (min(d.category) = 'making-a-perazzi') desc, sum(c.token_count) desc limit 1`.execute(
    db,
  );
  return rows[0]?.path ?? "";
}

/** At the end of the paragraph nearest to the middle. */
function addSentence(file: string): void {
  const text = readFileSync(file, "utf8");
  const middle = text.indexOf(".\n\n", Math.floor(text.length / 2));
  writeFileSync(
    file,
    `${text.slice(0, middle + 1)} Nothing here was written in haste.${text.slice(middle + 1)}`,
  );
}

function rename(root: string, manifest: string, path: string): string {
  const renamed = path.replace(/\.md$/, "-renamed.md");
  renameSync(join(root, path), join(root, renamed));
  writeFileSync(manifest, readFileSync(manifest, "utf8").replaceAll(path, renamed));
  return renamed;
}

async function chunkIds({ db }: TestDatabase, path: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select c.id from public.chunks c join public.documents d
    on d.id = c.document_id where d.path = ${path} order by c.chunk_index`.execute(db);
  return rows.map(({ id }) => id).join();
}

/** The same vectors for the same chunks, by the way of an ingestion and by a bare COPY; the best of five each. */
async function vectorFigure({ db, url }: TestDatabase): Promise<Figure> {
  const { rows } = await sql<{ id: string }>`with document as (
      insert into public.documents (path, category, doc_type, status, embed_mode)
      select 'vectors ' || n, 'a', 'a', 'active', 'full' from generate_series(1, 100) n returning id)
    insert into public.chunks (document_id, chunk_index, text)
    select id, n, 'text ' || n from document, generate_series(0, 19) n returning id`.execute(db);
  const vectors = rows.map(({ id }) => ({ id, vector: Float32Array.from(fakeVector(id)) }));
  const ours: number[] = [];
  const copied: number[] = [];
  for (let round = 0; round < 5; round++) {
    await sql`delete from public.embeddings`.execute(db);
    const started = performance.now();
    await withRole(
      db,
      "perazzi_ingest",
      (tx) =>
        writeEmbeddings(
          tx,
          vectors.map(({ id, vector }) => ({ chunkId: id, vector })),
          "text-embedding-3-large",
        ),
      { timeoutMs: 120_000 },
    );
    ours.push((performance.now() - started) / 1000);
    copied.push(await secondsOfCopy(url, vectors));
  }
  const [best, copy] = [Math.min(...ours), Math.min(...copied)];
  return {
    name: "vectors written, against a bare binary COPY",
    value: `${(best / copy).toFixed(1)} ×`,
    goal: "≤ 2 ×",
    over: `${vectors.length} vectors: ${best.toFixed(2)} s, COPY ${copy.toFixed(2)} s; serving rules, foreign keys and counts included`,
  };
}
