import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { retrieve } from "./retrieve.ts";
import type { ConfigurationChanges, VisibilityCeiling } from "./schemas.ts";

const everybody: VisibilityCeiling = { visibility: "public", confidentiality: "normal" };
const admin: VisibilityCeiling = { visibility: "admin-only", confidentiality: "elevated" };
let own: TestDatabase;

beforeAll(async () => {
  own = await testDatabase();
  for (const path of ["a.md", "b.md", "c.md"]) {
    const document = await insertDocument(own.db, { path });
    await insertEmbedding(own.db, await insertChunk(own.db, document));
  }
  await sql`update public.documents set visibility = 'internal' where path = 'c.md'`.execute(
    own.db,
  );
});
afterAll(() => own?.close());

async function ask(configuration: ConfigurationChanges, visibilityCeiling = everybody) {
  const { results, shared } = await retrieve(own.db, {
    query: "frames brazed by hand",
    purpose: { cause: "lab" },
    configuration: { candidatesFrom: "fulltext", ...configuration },
    visibilityCeiling,
  });
  return { paths: results.map(({ path }) => path).toSorted(), shared: shared ?? [] };
}

/** Until `count` retrievals have read their setting and ask the database for nothing. */
async function untilWaiting(count: number): Promise<void> {
  for (let waiting = 0; waiting < count; ) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database()
        and state = 'idle in transaction' and query like '%corpus_version%'`.execute(own.db);
    waiting = rows[0]?.waiting ?? 0;
  }
}

// The local stack has one connection: there nobody searches at the same time.
test.skipIf(!childEnvironment().TEST_DATABASE_URL)(
  "of lanes asked at once, those that search the same search once, and nobody gets what another may see",
  async () => {
    const lanes = await own.db.transaction().execute(async (tx) => {
      await sql`lock table console.chunk_lexemes in access exclusive mode`.execute(tx);
      const asked = [
        ask({}),
        ask({ rerank: false, candidates: 60, perDocument: 1 }),
        ask({ visibility: "internal" }, admin),
      ];
      await untilWaiting(1);
      return asked;
    });
    const [one, other, wider] = await Promise.all(lanes);
    expect([one?.paths, other?.paths]).toEqual([
      ["a.md", "b.md"],
      ["a.md", "b.md"],
    ]);
    expect([...(one?.shared ?? []), ...(other?.shared ?? [])]).toEqual(["fulltextMs"]);
    expect(wider).toEqual({ paths: ["a.md", "b.md", "c.md"], shared: [] });
    expect(await ask({})).toEqual({ paths: ["a.md", "b.md"], shared: [] });
  },
);
