import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { documentListSchema } from "./browse-schemas.ts";
import { facetDocuments } from "./facet-documents.ts";
import { documentFacets, documentSorts } from "./facet-schemas.ts";
import { listDocuments } from "./list-documents.ts";

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

const redact = (text: string) => text.replace(/14,900 EUR|150 euros/, "[gone]");
const state = (input: Record<string, unknown>) => documentListSchema.parse(input);
const list = (input: Record<string, unknown>, viewer = anyone) =>
  listDocuments(database.db, state(input), { ...viewer, redact });
const facets = (input: Record<string, unknown>, viewer = anyone) =>
  facetDocuments(database.db, state(input), { ...viewer, redact });
const total = async (input: Record<string, unknown>, viewer = anyone) =>
  (await facets(input, viewer)).total.count;
const paths = async (input: Record<string, unknown>, viewer = anyone) =>
  (await list(input, viewer)).items.map((row) => row.path);

test("lists what the viewer may see, with chunks and embedding state", async () => {
  const { items, nextCursor } = await list({});
  expect(nextCursor).toBeNull();
  expect(items.map(({ path, chunks, embeddingState }) => [path, chunks, embeddingState])).toEqual([
    ["a/barrels.md", 2, "embedded"],
    ["b/gone.md", 1, "not wanted"],
    ["c/prices.csv", 1, "missing"],
    ["d/100%_sure.md", 0, "missing"],
  ]);
});

test("restricted documents are hidden in rows, counts, facets and search alike", async () => {
  const seen = await facets({});
  expect(seen.facets.category.values.map((facet) => facet.value)).not.toContain("board");
  expect(await paths({ q: "takeover" })).toEqual([]);
  expect(await paths({ category: "board" })).toEqual([]);
  expect(await paths({ q: "takeover" }, admin)).toEqual(["s/board.md"]);
  expect(await total({})).toBe(4);
  expect(await total({}, admin)).toBe(6);
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
  const { facets: counted, total } = await facets({ status: "deprecated" });
  expect(total).toEqual({ count: 1, exact: true });
  expect(counted.status).toEqual({
    exact: true,
    values: [
      { value: "active", count: 3 },
      { value: "deprecated", count: 1 },
    ],
  });
  expect(counted.category.values).toEqual([{ value: "gun-info", count: 1 }]);
});

test("filters by value, by not and by empty, of one value and of lists", async () => {
  const { db } = database;
  await sql`update public.documents set tags = '["heritage","mx"]', approver = 'Ada' where path = 'a/barrels.md'`.execute(
    db,
  );
  await sql`update public.documents set tags = '["mx"]' where path = 'b/gone.md'`.execute(db);
  await sql`update public.documents set tags = '{"not":"a list"}' where path = 'c/prices.csv'`.execute(
    db,
  );
  expect(await paths({ embedding: "missing", pricing: "yes" })).toEqual(["c/prices.csv"]);
  expect(await paths({ tags: ["heritage", "mx"] })).toEqual(["a/barrels.md", "b/gone.md"]);
  expect(await paths({ tags: "mx", "tags.not": "heritage" })).toEqual(["b/gone.md"]);
  expect(await paths({ "tags.not": "mx" })).toEqual(["c/prices.csv", "d/100%_sure.md"]);
  expect(await paths({ "tags.empty": "yes" })).toEqual(["d/100%_sure.md"]);
  expect(await paths({ "tags.empty": "no", "embedding.not": "missing" })).toHaveLength(2);
  expect(await paths({ "approver.empty": "yes", tags: "mx" })).toEqual(["b/gone.md"]);
  expect(await paths({ approver: "Ada", "approver.empty": "yes" })).toHaveLength(4);
  expect((await facets({})).facets.tags.values).toEqual([
    { value: null, count: 1 },
    { value: "mx", count: 2 },
    { value: "heritage", count: 1 },
  ]);
});

test("a derived summary counts as missing", async () => {
  const { db } = database;
  await sql`update public.documents set summary = 'By hand' where path = 'a/barrels.md'`.execute(
    db,
  );
  await sql`update public.documents set summary = 'Made', derived_fields = '["summary"]' where path = 'b/gone.md'`.execute(
    db,
  );
  expect(await paths({ "summary.empty": "no" })).toEqual(["a/barrels.md"]);
  expect(await paths({ "summary.empty": "yes" })).toHaveLength(3);
});

test("every sort gives every row once, forwards and back again, over pages of one", async () => {
  for (const sort of documentSorts)
    for (const dir of ["asc", "desc"]) {
      const forwards: string[] = [];
      let page = await list({ sort, dir, limit: 1 });
      for (let at = 0; at < 6; at++) {
        forwards.push(...page.items.map((row) => row.path));
        if (!page.nextCursor) break;
        page = await list({ sort, dir, limit: 1, after: page.nextCursor });
      }
      expect([...forwards].sort(), `${sort} ${dir}`).toEqual(await paths({}));
      const backwards = page.items.map((row) => row.path);
      while (page.previousCursor) {
        page = await list({ sort, dir, limit: 1, before: page.previousCursor });
        backwards.push(...page.items.map((row) => row.path));
      }
      expect(backwards.reverse(), `${sort} ${dir} backwards`).toEqual(forwards);
    }
});

test("empty values come last in both directions", async () => {
  for (const dir of ["asc", "desc"]) {
    const rows = (await list({ sort: "approver", dir })).items;
    expect(rows.map((row) => row.approver)).toEqual(["Ada", null, null, null]);
  }
});

test("a cursor of another order, or none at all, is refused", async () => {
  const { nextCursor } = await list({ sort: "title", limit: 1 });
  const forged = Buffer.from('["path","asc",["a","x\'; drop table documents"],false]').toString(
    "base64url",
  );
  for (const after of [nextCursor, "nonsense", "W10", forged])
    await expect(list({ sort: "path", after })).rejects.toMatchObject({ code: "invalid" });
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
  const everywhere = Object.fromEntries(
    documentFacets.flatMap((name) => [
      [name, q],
      [`${name}.not`, q],
    ]),
  );
  await expect(list({ q, ...everywhere })).resolves.toMatchObject({ items: [] });
  await expect(facets({ q, ...everywhere })).resolves.toMatchObject({ total: { count: 0 } });
  await expect(list({ q, after: q })).rejects.toMatchObject({ code: "invalid" });
  expect(() => state({ sort: q })).toThrow();
  const still = await sql<{ n: number }>`select count(*)::int as n from public.documents`.execute(
    database.db,
  );
  expect(still.rows[0]?.n).toBe(6);
});

test("nobody but an admin sees a document whose visibility nobody knows", async () => {
  const { db } = database;
  await dropVisibilityChecks();
  await addDocument(db, { path: "u/other-software.md", visibility: "Admin-Only" });
  expect(await total({ q: "other-software" }, anyone)).toBe(0);
  expect(await total({ q: "other-software" }, admin)).toBe(1);
});

test("a price-sensitive document shows no amount in its title and confirms no guess", async () => {
  const { db } = database;
  const id = await addDocument(db, { path: "p/brand.md", title: "Brand from 14,900 EUR" });
  await addChunks(db, id, [{ text: "A frame costs 8,123 or so" }], { embedded: false });
  expect(await total({ q: "8,123" }, admin)).toBe(1);
  await sql`update public.documents set pricing_sensitive = true where id = ${id}`.execute(db);
  expect((await list({ q: "p/brand" }, admin)).items[0]?.title).toBe("Brand from [gone]");
  expect(await total({ q: "frame costs" }, admin)).toBe(1);
  for (const q of ["8,123", "14,900", "８,１２３", "8,1"])
    expect(await total({ q }, admin)).toBe(0);
  const titles = await list({ sort: "title", limit: 1, q: "p/" }, admin);
  expect(titles.items[0]?.title).toBe("Brand from [gone]");
  const cursor = (await list({ sort: "title", limit: 1, dir: "desc" }, admin)).nextCursor ?? "";
  expect(Buffer.from(cursor, "base64url").toString()).not.toContain("14,900");
});

test("neither a place among others nor a filter tells the amount of a price-sensitive document", async () => {
  const { db } = database;
  const guarded = await addDocument(db, { path: "z/guarded.md", title: "150 euros" });
  const names = ["100 euros", "200 euros", "Plain"];
  for (const title of names) await addDocument(db, { path: `z/${title}.md`, title });
  await sql`update public.documents set approver = '150 euros', tags = '["150 euros"]', summary = '150 euros'
    where id = ${guarded}`.execute(db);
  const at = async (sort: string, dir: string) => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ q: "z/", sort, dir, limit: 1, after }, admin);
      seen.push(...page.items.map(({ path }) => path));
      after = page.nextCursor ?? undefined;
    } while (after);
    expect(seen.toSorted()).toEqual(
      [...names.map((name) => `z/${name}.md`), "z/guarded.md"].toSorted(),
    );
    return seen.indexOf("z/guarded.md");
  };
  const filters = [{ approver: "150 euros" }, { tags: "150 euros" }, { "tags.not": "150 euros" }];
  const found = () => Promise.all(filters.map((one) => total({ q: "z/", ...one }, admin)));
  expect(await at("title", "asc")).toBe(1);
  expect(await at("tags", "desc")).toBe(0);
  expect(await found()).toEqual([1, 1, 3]);
  await sql`update public.documents set pricing_sensitive = true where id = ${guarded}`.execute(db);
  expect([await at("title", "asc"), await at("title", "desc")]).toEqual([3, 3]);
  for (const sort of ["summary", "tags", "approver"])
    expect(await at(sort, "asc"), sort).toBeGreaterThan(1);
  expect(await found()).toEqual([0, 0, 4]);
  await sql`update public.documents set title = 'A list' where id = ${guarded}`.execute(db);
  expect(await at("title", "asc")).toBe(2);
  await sql`delete from public.documents where path like 'z/%'`.execute(db);
});

/** As in a database whose older rows kept our checks from being added. */
async function dropVisibilityChecks() {
  const { rows } = await sql<{ name: string }>`select conname as name from pg_constraint
    where conrelid = 'public.documents'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%visibility%'`.execute(database.db);
  for (const { name } of rows)
    await sql`alter table public.documents drop constraint ${sql.ref(name)}`.execute(database.db);
}
