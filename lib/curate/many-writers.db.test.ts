import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { lostWrites, manyWriters } from "#lib/testing/many-writers.ts";

// `pnpm bench edit` does the same with 1,000 writes of each.
const writers = 16;
const rounds = 63;

// Writers at once need a real server: the local stack runs one transaction at a time.
describe.skipIf(!childEnvironment().TEST_DATABASE_URL)("16 writers on one row", () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database?.close());

  test("every accepted write survives, exactly one a version", { timeout: 300_000 }, async () => {
    const id = await addDocument(database.db, { path: "a.md" });
    const outcome = await manyWriters(database.url, { id, writers, rounds });
    expect(await lostWrites(database.db, id, outcome)).toEqual([]);
    expect(outcome.accepted.length + outcome.refused).toBe(writers * rounds);
    expect(outcome.refused).toBeGreaterThan(0);
  });
});
