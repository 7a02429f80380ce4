import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { chunkFacets, documentFacets } from "#lib/corpus/facet-schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { draftChangeSet } from "./draft-change-set.ts";
import { predictEffect } from "./predict-effect.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const owner: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "owner@example.com",
  role: "content_owner",
};

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
});

test("a pricing flag names the chunks that hold amounts, and what embedding them again costs", async () => {
  const id = await addDocument(database.db, { path: "a.md" });
  const texts = ["It costs € 1,234 today.", "Nothing of money.", "Was [price removed] once."];
  await addChunks(
    database.db,
    id,
    texts.map((text) => ({ text })),
  );
  for (const [key, value] of Object.entries({
    embedding_model: "test-model",
    model_prices: { "test-model": { perMillion: 500, since: "2026-01-01" } },
  }))
    await sql`insert into console.settings (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
      on conflict (key) do update set value = excluded.value`.execute(database.db);
  const target = {
    subject: "document" as const,
    rows: [{ id, version: 1 }],
    changes: { pricingSensitive: { set: true } },
  };
  const { guardrail, embedding, serving } = await predictEffect(
    database.db,
    target,
    owner,
    new Date(),
  );
  expect(embedding).toEqual({ again: 1, tokens: 10, cost: 0.005, recutDocuments: 1, parked: 3 });
  expect(serving).toMatchObject({ now: 3, after: 0, leave: 3 });
  const { scanned = 0, notScanned = 0, suspects = [] } = guardrail ?? {};
  expect(scanned + notScanned).toBe(3);
  // The scan stops when its time is used up; the first chunk is always looked at.
  expect(suspects[0]).toMatchObject({ label: "a.md #1", documentId: id });
  expect(suspects.map(({ label }) => label)).not.toContain("a.md #2");
});

const hostile = [
  "'; drop table documents cascade; --",
  "1); delete from chunks; --",
  "\u0000",
  "\ud800",
  "9".repeat(400),
  "infinity",
  "%",
  "$1",
  '{"a":[1]}',
  "\\",
];

test("hostile values in a draft's filter are values or refused; every row still stands", async () => {
  const id = await addDocument(database.db, { path: "a.md" });
  await addChunks(database.db, id, [{}]);
  const facets = { document: documentFacets, chunk: chunkFacets };
  for (const subject of ["document", "chunk"] as const)
    for (const text of hostile)
      for (const name of [
        "q",
        "sort",
        "after",
        ...facets[subject],
        `${facets[subject][0]}.empty`,
      ]) {
        const filter = new URLSearchParams([[name, text]]).toString();
        const seenAt = new Date().toISOString();
        const drafted = await draftChangeSet(
          database.db,
          { subject, filter, ...(name === "q" ? { seenAt } : {}) },
          owner,
        ).catch((error: unknown) => error);
        if (drafted instanceof Error)
          expect([drafted instanceof AppError && drafted.code, name, text]).toEqual([
            "invalid",
            name,
            text,
          ]);
      }
  const { rows } = await sql`select (select count(*)::int from public.documents) as documents,
    (select count(*)::int from public.chunks) as chunks`.execute(database.db);
  expect(rows).toEqual([{ documents: 1, chunks: 1 }]);
});
