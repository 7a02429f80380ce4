import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseLedger } from "#lib/embed/ledger.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readExposure } from "./read-exposure.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let id = "";
const admin = { seesRestricted: true };

beforeAll(async () => {
  base = await testDatabase();
  const { rows } = await sql<{
    id: string;
  }>`insert into public.documents (path, category, doc_type, status, embed_mode, visibility)
    values ('a.md', 'c', 'd', 'active', 'full', 'admin-only') returning id`.execute(base.db);
  id = rows[0]?.id ?? "";
});
afterAll(() => base.close());

describe("readExposure", () => {
  it("says of a document that nobody had only what is not logged", async () => {
    const exposure = await readExposure(base.db, admin, id, undefined);
    expect(exposure).toMatchObject({ runs: [], provider: [], consumers: [], staff: [] });
    expect(exposure.notLogged.join()).toContain("live assistant");
  });

  it("names provider requests, also those made before the document had an id, runs, and answers", async () => {
    const book = databaseLedger(base.db);
    const text = { text: "x", sensitive: false, source: { path: "a.md", documentId: null } };
    const run = await sql<{
      id: string;
    }>`insert into console.runs (kind, environment, requested_by_label)
      values ('ingest', 'local', 'ada') returning id`.execute(base.db);
    const runId = run.rows[0]?.id ?? "";
    await sql`insert into console.run_events (run_id, path, action) values (${runId}, 'a.md', 'new')`.execute(
      base.db,
    );
    const call = await book({
      purpose: { cause: "run", runId },
      model: "m",
      texts: [text, text],
      tokens: 2,
    });
    await call.settle({ outcome: "answered", tokens: 2, durationMs: 1 });
    await book({ purpose: { cause: "shadow" }, model: "m", texts: [text], tokens: 1 });
    const retrieval = randomUUID();
    await sql`insert into console.retrieval_log (id, at, origin, status, asked_with, total_ms, result_count)
      values (${retrieval}, now(), 'api', 200, 'query', 3, 1)`.execute(base.db);
    await sql`insert into console.retrieval_results (retrieval_id, rank, at, chunk_id, document_id, text_hash, chunk_index, path, score)
      values (${retrieval}, 1, now(), ${randomUUID()}, ${id}, 'h', 0, 'a.md', 0.5)`.execute(
      base.db,
    );
    const exposure = await readExposure(base.db, admin, id, undefined);
    expect(exposure.provider).toMatchObject([
      { name: "m", detail: "shadow, sent", times: 1, pieces: 1 },
      { name: "m", detail: "run, answered", times: 1, pieces: 2 },
    ]);
    expect(exposure.runs).toMatchObject([{ id: runId, action: "new", requestedBy: "ada" }]);
    expect(exposure.consumers).toMatchObject([{ times: 1, pieces: 1 }]);
    expect(exposure.notLogged.join()).toContain("because their program was stopped: 1.");
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(await readExposure(base.db, admin, id, tomorrow)).toMatchObject({
      provider: [],
      runs: [],
    });
  });

  it("says how many runs bought before requests were booked, and not of one that bought nothing", async () => {
    const addRun = (model: string) =>
      sql`with r as (insert into console.runs (kind, environment, requested_by_label, embedding_model)
          values ('ingest', 'local', 'ada', ${model}) returning id)
        insert into console.run_events (run_id, path, action, tokens) select id, 'a.md', 'updated', 7 from r`.execute(
        base.db,
      );
    const said = async () => (await readExposure(base.db, admin, id, undefined)).notLogged.join();
    await addRun("offline-hash-3072");
    expect(await said()).not.toContain("bought");
    await addRun("text-embedding-3-large");
    expect(await said()).toContain("before requests were booked: 1.");
  });

  it("tells nobody of a document that they may not see", async () => {
    await expect(
      readExposure(base.db, { seesRestricted: false }, id, undefined),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
