import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { baseTables } from "#lib/db/tables.ts";
import { withRole } from "#lib/db/with-role.ts";
import { offlineModel } from "#lib/embed/offline-embedder.ts";
import { countTokens } from "#lib/embed/tokens.ts";
import { overrideEnv } from "#lib/env/override-env.ts";
import { recordScan } from "#lib/guardrail/request-scan.ts";
import { runScan } from "#lib/guardrail/run-scan.ts";
import { otherCorpus, otherCorpusMissing } from "#lib/testing/corpus-file.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { createRun } from "./create-run.ts";
import { executeRun } from "./run-ingest.ts";
import { readRunSummary } from "./run-summary.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;

async function ingest(manifest = "") {
  overrideEnv({
    CORPUS_ROOT: otherCorpus,
    CORPUS_MANIFEST: manifest && join(otherCorpus, manifest),
    OPENAI_API_KEY: "",
  });
  const id = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
  });
  await executeRun(base.db, id);
  return withRole(base.db, "perazzi_ingest", (tx) => readRunSummary(tx, id));
}

/** Every version of every base row: one that is written, even with what it held, gets another. */
async function versions(): Promise<string[]> {
  const { documents, chunks, embeddings } = baseTables();
  const { rows } = await sql<{ row: string }>`
    select id || ' ' || xmin || ' ' || ctid as row from ${documents}
    union all select id || ' ' || xmin || ' ' || ctid from ${chunks}
    union all select chunk_id || ' ' || xmin || ' ' || ctid from ${embeddings} order by 1`.execute(
    base.db,
  );
  return rows.map(({ row }) => row);
}

type Stored = { path: string; mode: string; text: string; model: string | null };

async function stored(): Promise<Stored[]> {
  const { documents, chunks, embeddings } = baseTables();
  const { rows } = await sql<Stored>`
    select d.path, d.embed_mode as mode, c.text, e.embedding_model as model from ${chunks} c
    join ${documents} d on d.id = c.document_id left join ${embeddings} e on e.chunk_id = c.id
    order by d.path, c.chunk_index`.execute(base.db);
  return rows;
}

async function leaks(): Promise<string[]> {
  const id = await withRole(base.db, "perazzi_console", (tx) => recordScan(tx, "a test"));
  const found: string[] = [];
  await runScan(base.db, id, {
    onPlaces: (places) => {
      for (const { level, relation, field } of places)
        if (level === "leak") found.push(`${relation} ${field}`);
    },
  });
  return found;
}

describe.skipIf(otherCorpusMissing)(
  `the corpus beside the repository${otherCorpusMissing ? " (skipped: it is not there)" : ""}`,
  () => {
    beforeAll(async () => {
      base = await testDatabase();
    });
    beforeEach(() => sql`truncate public.documents cascade`.execute(base.db));
    afterAll(() => base.close());

    it("is ingested whole, and a second run buys and writes nothing", async () => {
      const first = await ingest();
      expect(first).toMatchObject({
        state: "succeeded",
        embeddingModel: offlineModel,
        // Four of the rows that are only planned have no file yet.
        documents: { scanned: 45, new: 41, skipped: 4, failed: 0 },
      });
      const chunks = await stored();
      expect(new Set(chunks.map(({ path }) => path)).size).toBe(35);
      expect(first.chunks.embedded).toBe(chunks.length);
      expect(chunks.filter(({ model }) => model !== offlineModel)).toEqual([]);
      expect(chunks.filter(({ mode }) => mode === "ignore")).toEqual([]);
      expect(Math.max(...chunks.map(({ text }) => countTokens(text)))).toBeLessThanOrEqual(1_600);
      expect(await leaks()).toEqual([]);

      const before = await versions();
      const second = await ingest();
      expect(second).toMatchObject({
        state: "succeeded",
        documents: { skipped: 45, failed: 0 },
        chunks: { written: 0, embedded: 0 },
        embeddingRequests: 0,
      });
      expect(await versions()).toEqual(before);
    });

    it("with its price lists: no amount is stored anywhere", async () => {
      const { documents, events } = await ingest("manifests/with-pricing.md");
      expect(documents).toMatchObject({ new: 11, failed: 1 });
      expect(events.find(({ action }) => action === "fail")).toMatchObject({
        path: "PGPT/V2/Pricing-Lists/ExtraCharges-PriceList.csv",
        message: expect.stringContaining("not UTF-8"),
      });
      const lists = (await stored()).filter(({ path }) => path.endsWith(".csv"));
      expect(new Set(lists.map(({ path }) => path)).size).toBe(6);
      expect(lists.filter(({ model }) => model !== offlineModel)).toEqual([]);
      expect(await leaks()).toEqual([]);
    });
  },
);
