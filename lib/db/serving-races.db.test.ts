import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import type { Db } from "./pool.ts";

// Two transactions at once need a real server: the local stack runs one at a time.
describe.skipIf(!childEnvironment().TEST_DATABASE_URL)("two writers at once", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let db: Db;

  beforeAll(async () => {
    database = await testDatabase();
    db = database.db;
  });
  afterAll(() => database?.close());

  /** Runs `first` in an open transaction, starts `second`, waits until it is blocked, then commits. */
  async function overlap(
    first: (tx: Db) => Promise<unknown>,
    second: (tx: Db) => Promise<unknown>,
  ) {
    let later: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      await first(tx);
      later = db.transaction().execute(second);
      await blocked();
    });
    await later;
  }

  async function blocked(): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      if (rows.length > 0) return;
    }
    throw new Error("the second writer never waited for the first");
  }

  const deprecate = (id: string) => (tx: Db) =>
    sql`update public.documents set status = 'deprecated' where id = ${id}`.execute(tx);
  const count = async () => {
    const { rows } = await sql<{
      served: number;
    }>`select count(*)::int as served from public.embeddings`.execute(db);
    return rows[0]?.served;
  };

  test("a vector that arrives while its document is taken out is not served", async () => {
    const id = await insertDocument(db);
    const chunk = await insertChunk(db, id);
    await overlap(deprecate(id), (tx) => insertEmbedding(tx, chunk));
    expect(await count()).toBe(0);
  });

  test("a document that is taken out while a vector arrives waits for it", async () => {
    const id = await insertDocument(db);
    const chunk = await insertChunk(db, id);
    await overlap((tx) => insertEmbedding(tx, chunk), deprecate(id));
    expect(await count()).toBe(0);
  });

  test("a chunk restricted while its document is opened is not served", async () => {
    const id = await insertDocument(db, { visibility: "internal" });
    const chunk = await insertChunk(db, id);
    await insertEmbedding(db, chunk);
    await overlap(
      (tx) => sql`update public.chunks set visibility = 'internal' where id = ${chunk}`.execute(tx),
      (tx) => sql`update public.documents set visibility = 'public' where id = ${id}`.execute(tx),
    );
    expect(await count()).toBe(0);
  });
});
