import { text as textOf } from "node:stream/consumers";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chunkListSchema, documentListSchema } from "#lib/corpus/browse-schemas.ts";
import { exportChunks } from "#lib/corpus/export-chunks.ts";
import { exportDocuments } from "#lib/corpus/export-documents.ts";
import { facetChunks } from "#lib/corpus/facet-chunks.ts";
import { facetDocuments } from "#lib/corpus/facet-documents.ts";
import { listChunks } from "#lib/corpus/list-chunks.ts";
import { listDocuments } from "#lib/corpus/list-documents.ts";
import { readChunk } from "#lib/corpus/read-chunk.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { baseTableNames } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { resetEnv } from "#lib/env/env.ts";
import { foldText } from "#lib/guardrail/fold-text.ts";
import { readExposure } from "#lib/guardrail/read-exposure.ts";
import { redactProse } from "#lib/guardrail/redact.ts";
import { recordScan } from "#lib/guardrail/request-scan.ts";
import { runScan } from "#lib/guardrail/run-scan.ts";
import { scanRows } from "#lib/guardrail/scan-rows.ts";
import { scanTables } from "#lib/guardrail/scan-tables.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { anchoredCanary, seeded, standingIn } from "#lib/testing/canaries.ts";
import { canaryCorpus } from "#lib/testing/canary-corpus.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { temporaryCorpus } from "#lib/testing/temporary-corpus.ts";
import { createRun } from "./create-run.ts";
import { readPlan } from "./read-plan.ts";
import { readRun } from "./read-run.ts";
import { executeRun } from "./run-ingest.ts";

const { files, planted } = canaryCorpus(3_000);
const admin = { seesRestricted: true };
let base: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;
let corpus: ReturnType<typeof temporaryCorpus>;
let run: string;
const logged: string[] = [];

beforeAll(async () => {
  base = await testDatabase();
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("OPENAI_API_KEY", "a key");
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((part) => logged.push(String(part)) > 0);
  corpus = temporaryCorpus();
  for (const { path, text } of files) corpus.write(path, text);
  corpus.list(files.map(({ path }) => ({ path, pricing: true, category: "pricing-lists" })));
  run = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
  });
  await executeRun(base.db, run);
  vi.restoreAllMocks();
}, 300_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  corpus.remove();
  await provider.close();
  await base.close();
});

// A number of so many characters occurs by itself in ids and vectors too seldom to matter.
const needles = planted.map(({ needle }) => needle).filter((needle) => needle.length >= 5);

const found = (text: string) => standingIn(text, needles);

/** Every text of every table of ours, without vectors. */
async function everythingStored(): Promise<string> {
  const parts: string[] = [];
  const technical = /^(?:source_checksum|content_hash|text_hash|pipeline|checksum)$/;
  for (const table of await withRole(base.db, "perazzi_console", scanTables))
    for await (const rows of scanRows(base.db, table))
      for (const { fields } of rows)
        parts.push(
          ...Object.entries(fields)
            .filter(([name]) => !technical.test(name))
            .map(([, value]) => (typeof value === "string" ? value : JSON.stringify(value))),
        );
  return parts.join("\n");
}

describe(`${planted.length.toLocaleString("en-GB")} amounts planted in files of every kind`, () => {
  it("are there to be found", () => {
    const all = files.map(({ text }) => text).join("\n");
    expect(found(all).length / new Set(needles).size).toBeGreaterThan(0.9);
  });

  it("were ingested: most files have chunks with vectors, those with an amount in their name failed", async () => {
    const { rows } = await sql<{
      path: string;
      chunks: number;
      vectors: number;
    }>`select d.path, count(c.id)::int as chunks,
      count(e.chunk_id)::int as vectors from ${sql.raw(baseTableNames()[0] ?? "")} d left join public.chunks c on c.document_id = d.id
      left join public.embeddings e on e.chunk_id = c.id group by d.path`.execute(base.db);
    expect(rows).toHaveLength(files.length - 10);
    expect(rows.every(({ chunks, vectors }) => chunks > 0 && chunks === vectors)).toBe(true);
    const failed =
      await sql`select 1 from console.run_events where action = 'fail' and message like '%amount of money%'`.execute(
        base.db,
      );
    expect(failed.rows).toHaveLength(10);
  });

  it("left in no request to the provider", () => {
    expect(provider.bodies.length).toBeGreaterThan(0);
    expect(found(provider.requests.flat().join("\n"))).toEqual([]);
    expect(provider.bodies.join()).not.toMatch(/case-\d{4}/);
  });

  it("stand in no table, and the search for them agrees", async () => {
    const stored = await everythingStored();
    expect(stored.length).toBeGreaterThan(10_000);
    expect(found(stored)).toEqual([]);
    const id = await withRole(base.db, "perazzi_console", (tx) => recordScan(tx, "a test"));
    const places: string[] = [];
    await runScan(base.db, id, {
      onPlaces: (some) =>
        void places.push(...some.map(({ relation, field }) => `${relation} ${field}`)),
    });
    expect(places).toEqual([]);
  });

  it("stand in no log line", () => {
    expect(found(logged.join("\n"))).toEqual([]);
  });

  it("stand in no answer of retrieval, and queries that hold them leave without", async () => {
    provider.requests.length = 0;
    const random = seeded(7);
    for (let n = 0; n < 25; n++) {
      const { text } = anchoredCanary(random);
      const query = `Is the MX8 below ${text}`.slice(0, 200);
      await embedQuery(query, { cause: "lab" });
      const result = await retrieve(base.db, {
        query,
        purpose: { cause: "lab" },
        configuration: { k: 50, includePricingLists: true },
        visibilityCeiling: { visibility: "admin-only", confidentiality: "elevated" },
      });
      expect(result.results.length).toBeGreaterThan(0);
      expect(found(JSON.stringify(result.results))).toEqual([]);
      expect(result.results.map(({ text }) => redactProse(text ?? ""))).toEqual(
        result.results.map(({ text }) => text ?? ""),
      );
    }
    const sent = provider.requests.flat();
    expect(sent.length).toBeGreaterThan(0);
    const again = seeded(7);
    const asked = Array.from({ length: 25 }, () => anchoredCanary(again).needle);
    for (const [at, text] of sent.entries())
      expect(foldText(text).text.replace(/\s/g, "")).not.toContain(asked[at]);
  });

  it("stand in no page's data", async () => {
    const { rows } = await sql<{ id: string }>`select id from public.documents`.execute(base.db);
    for (const { id } of rows) {
      const document = await readDocument(base.db, id, admin, { redact: redactProse });
      expect(found(JSON.stringify(document))).toEqual([]);
    }
  });

  it("stand in no list, facet, export, chunk's page, run, plan or exposure report", async () => {
    const reader = { ...admin, redact: redactProse };
    const documents = await listDocuments(base.db, documentListSchema.parse({}), reader);
    const chunks = await listChunks(base.db, chunkListSchema.parse({}), reader);
    const shown: Record<string, unknown> = {
      documents,
      chunks,
      documentFacets: await facetDocuments(base.db, documentListSchema.parse({}), reader),
      chunkFacets: await facetChunks(base.db, chunkListSchema.parse({}), reader),
      documentFile: await textOf(
        exportDocuments(base.db, documentListSchema.parse({}), "csv", reader),
      ),
      chunkFile: await textOf(exportChunks(base.db, chunkListSchema.parse({}), "jsonl", reader)),
      run: await readRun(base.db, run, admin),
      plan: await readPlan(base.db, run, { ...admin, limit: 200 }),
      chunkPages: await Promise.all(
        chunks.items.slice(0, 20).map(({ id }) => readChunk(base.db, id, reader)),
      ),
      exposure: await Promise.all(
        documents.items.map(({ id }) => readExposure(base.db, admin, id, undefined)),
      ),
    };
    expect(String(shown.chunkFile).split("\n").length).toBeGreaterThan(20);
    expect(JSON.stringify(shown.chunkPages)).toContain("[price removed]");
    for (const [where, what] of Object.entries(shown))
      expect(found(typeof what === "string" ? what : JSON.stringify(what)), where).toEqual([]);
  });
});
