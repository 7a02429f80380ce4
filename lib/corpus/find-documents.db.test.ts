import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { redactProse } from "#lib/guardrail/redact.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { countCorpus } from "./count-corpus.ts";
import { findDocuments } from "./find-documents.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
const everyone = { seesRestricted: false };
const admin = { seesRestricted: true };

beforeAll(async () => {
  base = await testDatabase();
  // A title as it stood before its document became sensitive: the rules would refuse it now.
  await sql`alter table public.documents disable trigger console_refuse_amount`.execute(base.db);
  await sql`insert into public.documents (path, title, category, doc_type, status, embed_mode, visibility, pricing_sensitive) values
    ('Handbook/Barrels.md', 'How barrels are made', 'making', 'handbook', 'active', 'full', 'public', false),
    ('Handbook/100%_Steel.md', 'Barrels of steel', 'making', 'handbook', 'active', 'full', 'public', false),
    ('Secret/Barrels.md', 'Barrels nobody knows', 'making', 'handbook', 'active', 'full', 'admin-only', false),
    ('Lists/Frames.csv', 'Frames from $4,500', 'pricing', 'list', 'active', 'full', 'public', true)`.execute(
    base.db,
  );
});
afterAll(() => base.close());

const paths = async (words: string, viewer = everyone) =>
  (await findDocuments(base.db, words, viewer, redactProse)).map(({ path }) => path);

test("every word must stand in title or path; what begins with them comes first", async () => {
  expect(await paths("barrels")).toEqual(["Handbook/100%_Steel.md", "Handbook/Barrels.md"]);
  expect(await paths("made handbook")).toEqual(["Handbook/Barrels.md"]);
  expect(await paths("barrels bicycles")).toEqual([]);
  expect(await paths("   ")).toEqual([]);
});

test("% and _ are letters", async () => {
  expect(await paths("%_")).toEqual(["Handbook/100%_Steel.md"]);
});

test("what is restricted is neither found nor counted", async () => {
  expect(await paths("secret")).toEqual([]);
  expect(await paths("secret", admin)).toEqual(["Secret/Barrels.md"]);
  expect((await countCorpus(base.db, everyone)).documents).toBe(3);
  expect((await countCorpus(base.db, admin)).documents).toBe(4);
});

test("a sensitive title shows no amount and confirms no guess", async () => {
  expect(await findDocuments(base.db, "lists", everyone, redactProse)).toMatchObject([
    { title: "Frames from [price removed]" },
  ]);
  expect(await paths("4,500")).toEqual([]);
});
