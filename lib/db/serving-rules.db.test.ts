import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertChunk, insertDocument, insertEmbedding, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Db } from "./pool.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database?.close());

/** A document with one embedded chunk. */
async function served(document: Row = {}, chunk: Row = {}) {
  const id = await insertDocument(db, document);
  const chunkId = await insertChunk(db, id, chunk);
  await insertEmbedding(db, chunkId);
  return { id, chunkId };
}

async function change(table: "documents" | "chunks", id: string, set: string) {
  await sql.raw(`update public.${table} set ${set} where id = '${id}'`).execute(db);
}

/** `served`, or why it is parked, or `gone`. */
async function state(chunk: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select 'served' as state from public.embeddings where chunk_id = ${chunk}
    union all select reason from console.parked_embeddings where chunk_id = ${chunk}`.execute(db);
  return rows.map((row) => row.state).join(" and ") || "gone";
}

async function version(table: "documents" | "chunks", id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select row_version::int as version from ${sql.table(`public.${table}`)} where id = ${id}`.execute(
    db,
  );
  return rows[0]?.version ?? 0;
}

describe("what may not be served is parked and comes back", () => {
  test.each([
    ["documents", "status = 'deprecated'", "status", "status = 'active'"],
    ["documents", "status = 'planned'", "status", "status = 'active'"],
    ["documents", "embed_mode = 'ignore'", "embed_mode", "embed_mode = 'full'"],
    ["documents", "embed_mode = 'metadata-only'", "embed_mode", "embed_mode = 'full'"],
    ["documents", "effective_from = now() + interval '1 day'", "dates", "effective_from = null"],
    ["documents", "expires_on = now()", "dates", "expires_on = now() + interval '1 day'"],
    ["chunks", "visibility = 'internal'", "chunk_visibility", "visibility = 'public'"],
    ["chunks", "visibility = 'admin-only'", "chunk_visibility", "visibility = null"],
    [
      "chunks",
      "confidentiality = 'elevated'",
      "chunk_confidentiality",
      "confidentiality = 'normal'",
    ],
  ] as const)("%s: %s", async (table, away, reason, back) => {
    const { id, chunkId } = await served();
    const target = table === "documents" ? id : chunkId;
    await change(table, target, away);
    expect(await state(chunkId)).toBe(reason);
    await change(table, target, back);
    expect(await state(chunkId)).toBe("served");
  });

  test("a chunk as strict as its document is the reader's to filter, until the document is opened", async () => {
    const { id, chunkId } = await served({ visibility: "internal" }, { visibility: "internal" });
    expect(await state(chunkId)).toBe("served");
    await change("documents", id, "visibility = 'public'");
    expect(await state(chunkId)).toBe("chunk_visibility");
  });

  test("one reason after another: it stays parked for the one that holds", async () => {
    const { id, chunkId } = await served();
    await change(
      "documents",
      id,
      "status = 'deprecated', effective_from = now() + interval '1 day'",
    );
    await change("documents", id, "status = 'active'");
    expect(await state(chunkId)).toBe("dates");
  });

  test("a chunk whose text changed does not get its former vector back", async () => {
    const { id, chunkId } = await served();
    await change("documents", id, "status = 'deprecated'");
    await change("chunks", chunkId, "text = 'Another text.'");
    await change("documents", id, "status = 'active'");
    expect(await state(chunkId)).toBe("gone");
  });
});

describe("dates", () => {
  test("what began and what ended while nobody wrote is settled", async () => {
    const ended = await served();
    const began = await served();
    await change("documents", began.id, "effective_from = now() + interval '1 day'");
    await withoutTriggers(async (tx) => {
      await sql`update public.documents set expires_on = now() - interval '1 minute' where id = ${ended.id}`.execute(
        tx,
      );
      await sql`update public.documents set effective_from = now() - interval '1 minute' where id = ${began.id}`.execute(
        tx,
      );
    });
    expect([await state(ended.chunkId), await state(began.chunkId)]).toEqual(["served", "dates"]);
    const { rows } = await sql`select console.settle_dates() as settled`.execute(db);
    expect(rows).toEqual([{ settled: 2 }]);
    expect([await state(ended.chunkId), await state(began.chunkId)]).toEqual(["dates", "served"]);
    expect((await sql`select console.settle_dates() as settled`.execute(db)).rows).toEqual([
      { settled: 0 },
    ]);
  });

  test("a vector updated after the end and before it was noticed is parked in its new form only", async () => {
    const { id, chunkId } = await served();
    await withoutTriggers((tx) =>
      sql`update public.documents set expires_on = now() where id = ${id}`.execute(tx),
    );
    await sql`update public.embeddings set embedding_model = 'newer' where chunk_id = ${chunkId}`.execute(
      db,
    );
    expect(await state(chunkId)).toBe("dates");
    const { rows } =
      await sql`select embedding_model as model from console.parked_embeddings where chunk_id = ${chunkId}`.execute(
        db,
      );
    expect(rows).toEqual([{ model: "newer" }]);
  });
});

describe("another writer", () => {
  test.each<Row>([{ status: "planned" }, { embed_mode: "ignore" }, { expires_on: "2020-01-01" }])(
    "cannot put a vector in service under %j",
    async (row) => {
      const chunk = await insertChunk(db, await insertDocument(db, row));
      expect(await insertEmbedding(db, chunk)).toBe(false);
      expect(await state(chunk)).not.toMatch(/served|gone/);
    },
  );

  test("gets the error of the foreign key for a chunk that does not exist", async () => {
    await expect(insertEmbedding(db, crypto.randomUUID())).rejects.toMatchObject({ code: "23503" });
  });

  test("that deletes a document takes its parked vectors along", async () => {
    const { id, chunkId } = await served({ status: "active" });
    await change("documents", id, "status = 'planned'");
    await sql`delete from public.documents where id = ${id}`.execute(db);
    expect(await state(chunkId)).toBe("gone");
  });
});

describe("the pricing flag", () => {
  test("takes vectors out until the pipeline has cleaned the text", async () => {
    const { id, chunkId } = await served({}, { text: "The frame costs EUR 2,400." });
    const clean = await insertChunk(db, id, { chunk_index: 1 });
    await insertEmbedding(db, clean);
    await change("documents", id, "pricing_sensitive = true");
    expect([await state(chunkId), await state(clean)]).toEqual(["pricing", "pricing"]);
    await change("documents", id, "title = 'touched', status = 'deprecated'");
    await change("documents", id, "status = 'active'");
    expect([await state(chunkId), await state(clean)]).toEqual(["pricing", "pricing"]);
    expect(await insertEmbedding(db, chunkId)).toBe(false);
    expect((await sql`select console.release_pricing(${id}) as left`.execute(db)).rows).toEqual([
      { left: 1 },
    ]);
    expect([await state(chunkId), await state(clean)]).toEqual(["pricing", "served"]);
    await change("chunks", chunkId, "text = 'The frame costs [price removed].'");
    expect(await insertEmbedding(db, chunkId)).toBe(true);
  });

  test("switched off again brings everything back", async () => {
    const { id, chunkId } = await served();
    await change("documents", id, "pricing_sensitive = true");
    await change("documents", id, "pricing_sensitive = false");
    expect(await state(chunkId)).toBe("served");
  });

  test("an amount that was there before cannot be embedded by anyone", async () => {
    const id = await insertDocument(db);
    const chunk = await insertChunk(db, id, { text: "Only $400 this week." });
    await change("documents", id, "pricing_sensitive = true");
    expect(await insertEmbedding(db, chunk)).toBe(false);
    expect(await state(chunk)).toBe("pricing");
  });
});

describe("amounts in a pricing-sensitive document", () => {
  test.each([
    "€1,200",
    "EUR 1.200,00",
    "1 200 €",
    "1200EUR",
    "usd 5",
    "US$ 90",
    "12k dollars",
    "£\u00a020",
    "CHF12",
    "1.200,- €",
    "3 million euros",
  ])("%j is refused on insert and on a change of the text", async (amount) => {
    const id = await insertDocument(db, { pricing_sensitive: true });
    const refused = { code: "23514", constraint: "console_no_amount" };
    await expect(insertChunk(db, id, { text: `It is ${amount} now` })).rejects.toMatchObject(
      refused,
    );
    const chunk = await insertChunk(db, id);
    await expect(change("chunks", chunk, `text = 'It is ${amount} now'`)).rejects.toMatchObject(
      refused,
    );
  });

  test.each([
    "MX8",
    "SC2",
    "2-G",
    "12 gauge",
    '29 1/2"',
    "12 pounds of lead",
    "the euro 2024 cup",
    "[price removed]",
  ])("%j is none", async (text) => {
    const id = await insertDocument(db, { pricing_sensitive: true });
    expect(await insertChunk(db, id, { text })).toBeTruthy();
  });

  test.each(["heading", "heading_path"])(
    "one in the %s is refused like one in the text",
    async (column) => {
      const refused = { code: "23514", constraint: "console_no_amount" };
      const id = await insertDocument(db, { pricing_sensitive: true });
      await expect(insertChunk(db, id, { [column]: "Frame $4,500" })).rejects.toMatchObject(
        refused,
      );
      const chunk = await insertChunk(db, id);
      await expect(change("chunks", chunk, `${column} = 'Frame $4,500'`)).rejects.toMatchObject(
        refused,
      );
      const before = await insertDocument(db);
      const old = await insertChunk(db, before, { [column]: "Frame $4,500" });
      await change("documents", before, "pricing_sensitive = true");
      expect(await insertEmbedding(db, old)).toBe(false);
      expect(
        (await sql`select console.release_pricing(${before}) as left`.execute(db)).rows,
      ).toEqual([{ left: 1 }]);
      expect(await state(old)).toBe("pricing");
    },
  );

  test("metadata of a chunk that holds one from before can be edited", async () => {
    const id = await insertDocument(db);
    const chunk = await insertChunk(db, id, { text: "It is €5." });
    await change("documents", id, "pricing_sensitive = true");
    await change("chunks", chunk, "heading = 'Prices', needs_review = true");
    expect(await version("chunks", chunk)).toBe(2);
  });
});

describe("the row version", () => {
  test("goes up by one with each change, whoever writes, and not without one", async () => {
    const { id, chunkId } = await served();
    await change("documents", id, "title = 'A'");
    await change("documents", id, "title = 'A', row_version = 99");
    await change("documents", id, "title = 'B', row_version = 99");
    await change("chunks", chunkId, "heading = 'A'");
    expect([await version("documents", id), await version("chunks", chunkId)]).toEqual([3, 2]);
  });

  test("works with a column that has no equality", async () => {
    await sql`alter table public.documents add column theirs json`.execute(db);
    const id = await insertDocument(db, { theirs: "{}" });
    await change("documents", id, `theirs = '{"a": 1}', status = 'planned'`);
    expect(await version("documents", id)).toBe(2);
    await sql`alter table public.documents drop column theirs`.execute(db);
  });
});

/** As time passing would: changes that no trigger sees. */
function withoutTriggers(work: (tx: Db) => Promise<unknown>) {
  return db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await work(tx);
  });
}
