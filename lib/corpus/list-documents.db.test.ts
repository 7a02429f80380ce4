import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listDocuments } from "./list-documents.ts";
import { documentListSchema, documentSorts } from "./schemas.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const anyone = { seesRestricted: false };
const admin = { seesRestricted: true };

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const served = await addDocument(db, { path: "a/barrels.md", title: "Barrels" });
  await addChunks(db, served, [{ text: "Chopper lump" }, { text: "Monobloc, 100%_sure" }]);
  await addChunks(
    db,
    await addDocument(db, { path: "b/gone.md", title: "Gone", status: "deprecated" }),
    [{}],
  );
  await addChunks(
    db,
    await addDocument(db, {
      path: "c/prices.csv",
      pricingSensitive: true,
      category: "pricing-lists",
    }),
    [{}],
    { embedded: false },
  );
  await addDocument(db, { path: "d/100%_sure.md", title: "Percent" });
  const secret = await addDocument(db, {
    path: "s/board.md",
    visibility: "admin-only",
    category: "board",
  });
  await addChunks(db, secret, [{ text: "takeover" }]);
  await addDocument(db, { path: "s/elevated.md", confidentiality: "elevated", category: "board" });
});
afterAll(() => database.close());

const list = (input: Record<string, unknown>, viewer = anyone) =>
  listDocuments(database.db, documentListSchema.parse(input), viewer, (text) =>
    text.replace("14,900 EUR", "[gone]"),
  );
const paths = async (input: Record<string, unknown>, viewer = anyone) =>
  (await list(input, viewer)).items.map((row) => row.path);

test("lists what the viewer may see, with chunks and embedding state", async () => {
  const { items, total } = await list({});
  expect(total).toBe(4);
  expect(items.map(({ path, chunks, embeddingState }) => [path, chunks, embeddingState])).toEqual([
    ["a/barrels.md", 2, "embedded"],
    ["b/gone.md", 1, "parked"],
    ["c/prices.csv", 1, "missing"],
    ["d/100%_sure.md", 0, "no chunks"],
  ]);
});

test("restricted documents are hidden in rows, counts, facets and search alike", async () => {
  const seen = await list({});
  expect(seen.facets.category.map((facet) => facet.value)).not.toContain("board");
  expect(await paths({ q: "takeover" })).toEqual([]);
  expect(await paths({ category: "board" })).toEqual([]);
  expect(await paths({ q: "takeover" }, admin)).toEqual(["s/board.md"]);
  expect((await list({}, admin)).total).toBe(6);
});

test("searches title and path by substring, and chunk text by words", async () => {
  expect(await paths({ q: "arrel" })).toEqual(["a/barrels.md"]);
  expect(await paths({ q: "prices.c" })).toEqual(["c/prices.csv"]);
  expect(await paths({ q: "monobloc" })).toEqual(["a/barrels.md"]);
});

test("% and _ are letters, not wildcards", async () => {
  expect(await paths({ q: "d/100%_s" })).toEqual(["d/100%_sure.md"]);
  expect(await paths({ q: "a%s" })).toEqual([]);
});

test("each facet counts under the other filters, not under its own", async () => {
  const { facets, total } = await list({ status: "deprecated" });
  expect(total).toBe(1);
  expect(facets.status).toEqual([
    { value: "active", count: 3 },
    { value: "deprecated", count: 1 },
  ]);
  expect(facets.category).toEqual([{ value: "gun-info", count: 1 }]);
});

test("filters by embedding state and pricing", async () => {
  expect(await paths({ embedding: "missing" })).toEqual(["c/prices.csv"]);
  expect(await paths({ pricing: "yes" })).toEqual(["c/prices.csv"]);
});

test("every sort gives every row once, in both directions, over pages", async () => {
  for (const sort of documentSorts)
    for (const dir of ["asc", "desc"]) expect(new Set(await paths({ sort, dir })).size).toBe(4);
  expect(await paths({ page: 2 })).toEqual([]);
  expect((await list({ page: 2 })).total).toBe(4);
});

test.each([
  "'; drop table documents; --",
  "\\",
  "%",
  "a' or '1'='1",
  "🦆",
  "بندقية",
  '"unclosed phrase',
  "!!! & | <->",
  "$1",
])("the hostile search %j is only a value", async (q) => {
  await expect(list({ q, category: q, type: q })).resolves.toMatchObject({ items: [], total: 0 });
  const still = await sql<{ n: number }>`select count(*)::int as n from public.documents`.execute(
    database.db,
  );
  expect(still.rows[0]?.n).toBe(6);
});

test("nobody but an admin sees a document whose visibility nobody knows", async () => {
  const { db } = database;
  await dropVisibilityChecks();
  await addDocument(db, { path: "u/other-software.md", visibility: "Admin-Only" });
  expect((await list({ q: "other-software" }, anyone)).total).toBe(0);
  expect((await list({ q: "other-software" }, admin)).total).toBe(1);
});

test("a price-sensitive document shows no amount in its title and confirms no guess", async () => {
  const { db } = database;
  const id = await addDocument(db, { path: "p/brand.md", title: "Brand from 14,900 EUR" });
  await addChunks(db, id, [{ text: "A frame costs 8,123 or so" }], { embedded: false });
  expect((await list({ q: "8,123" }, admin)).total).toBe(1);
  await sql`update public.documents set pricing_sensitive = true where id = ${id}`.execute(db);
  expect((await list({ q: "p/brand" }, admin)).items[0]?.title).toBe("Brand from [gone]");
  expect((await list({ q: "frame costs" }, admin)).total).toBe(1);
  for (const q of ["8,123", "14,900", "８,１２３"])
    expect((await list({ q }, admin)).total).toBe(0);
});

/** As in a database whose older rows kept our checks from being added. */
async function dropVisibilityChecks() {
  const { rows } = await sql<{ name: string }>`select conname as name from pg_constraint
    where conrelid = 'public.documents'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%visibility%'`.execute(database.db);
  for (const { name } of rows)
    await sql`alter table public.documents drop constraint ${sql.ref(name)}`.execute(database.db);
}
