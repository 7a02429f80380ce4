import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { chunkListSchema } from "./browse-schemas.ts";
import { exportChunks } from "./export-chunks.ts";
import { facetChunks } from "./facet-chunks.ts";
import { chunkFacets, chunkSorts } from "./facet-schemas.ts";
import { listChunks } from "./list-chunks.ts";
import { readChunk } from "./read-chunk.ts";
import { refreshDocumentStats } from "./refresh-document-stats.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let ids: string[];
const redact = (text: string) => text.replace("14,900 EUR", "[gone]");
const anyone = { seesRestricted: false, redact, redactionVersion: "r9" };
const admin = { ...anyone, seesRestricted: true };

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await sql`insert into console.settings (key, value) values ('embedding_model', '"test-model"')
    on conflict (key) do update set value = excluded.value`.execute(db);
  const guns = await addDocument(db, { path: "a/guns.md", title: "Guns" });
  ids = await addChunks(db, guns, [
    { text: "The MX8 came first" },
    { text: "Of DC/MX8-20 and others" },
    { text: "For the board", visibility: "admin-only" },
  ]);
  const plans = await addDocument(db, { path: "b/plans.md", title: "Plans", status: "planned" });
  ids.push(...(await addChunks(db, plans, [{ text: "Later" }], { embedded: false })));
  await sql`update public.chunks set primary_modes = '["owner"]', section_labels = '["model"]', heading_path = 'A > B'
    where id = ${ids[0]}`.execute(db);
});
afterAll(() => database.close());

const state = (input: Record<string, unknown>) => chunkListSchema.parse(input);
const list = (input: Record<string, unknown>, reader = anyone) =>
  listChunks(database.db, state(input), reader);
const places = async (input: Record<string, unknown>, reader = anyone) =>
  (await list(input, reader)).items.map((row) => `${row.documentPath[0]}${row.index}`);
const facets = (input: Record<string, unknown>, reader = anyone) =>
  facetChunks(database.db, state(input), reader);

test("lists chunks document by document; restricted ones only to admins, in counts too", async () => {
  expect(await places({})).toEqual(["a0", "a1", "b0"]);
  expect(await places({}, admin)).toEqual(["a0", "a1", "a2", "b0"]);
  expect((await facets({})).total).toEqual({ count: 3, exact: true });
  expect((await facets({}, admin)).total).toEqual({ count: 4, exact: true });
  await expect(readChunk(database.db, ids[2] ?? "", anyone)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("an exact string is found inside longer ones, words by their stem", async () => {
  expect(await places({ q: "MX8" })).toEqual(["a0", "a1"]);
  expect(await places({ q: "mx8-2" })).toEqual(["a1"]);
  expect(await places({ q: '"came fir"' })).toEqual(["a0"]);
  expect(await places({ q: "other" })).toEqual(["a1"]);
  expect(await places({ q: "board" })).toEqual([]);
  expect((await facets({ q: "MX8" })).total).toEqual({ count: 2, exact: true });
});

test("filters by the chunk's and the document's fields, with not and empty", async () => {
  expect(await places({ modes: "owner" })).toEqual(["a0"]);
  expect(await places({ "modes.empty": "yes", status: "active" })).toEqual(["a1"]);
  expect(await places({ "status.not": "active" })).toEqual(["b0"]);
  expect(await places({ "labels.not": "model" })).toEqual(["a1", "b0"]);
  const counted = (await facets({ modes: "owner" })).facets;
  expect(counted.modes.values).toEqual([
    { value: null, count: 2 },
    { value: "owner", count: 1 },
  ]);
  expect(counted.status.values).toEqual([{ value: "active", count: 1 }]);
});

test("the embedding state tells not wanted, missing, embedded, and stale by text and by model", async () => {
  const { db } = database;
  const states = async () => (await list({}, admin)).items.map((row) => row.embeddingState);
  expect(await states()).toEqual(["embedded", "embedded", "not wanted", "not wanted"]);
  await sql`update public.chunks set text = text || '.' where id = ${ids[0]}`.execute(db);
  expect((await states())[0]).toBe("stale");
  expect(await places({ embedding: "stale" })).toEqual(["a0"]);
  await sql`update public.embeddings set embedding = embedding, embedding_model = 'test-model' where chunk_id = ${ids[0]}`.execute(
    db,
  );
  expect((await states())[0]).toBe("embedded");
  await sql`update public.embeddings set embedding_model = 'older' where chunk_id = ${ids[1]}`.execute(
    db,
  );
  expect((await states())[1]).toBe("stale");
  await sql`delete from public.embeddings where chunk_id = ${ids[1]}`.execute(db);
  expect((await states())[1]).toBe("missing");
});

test("stored counts and counts of the moment say the same", async () => {
  const before = await facets({}, admin);
  await refreshDocumentStats(database.db);
  expect((await facets({}, admin)).facets).toEqual(before.facets);
  const { rows } = await sql`select 1 from console.document_marks`.execute(database.db);
  expect(rows).toEqual([]);
});

test("a vector made under an older mode or older price rules is stale", async () => {
  const { db } = database;
  const made = (pipeline: string) =>
    sql`update public.documents set manifest_values = jsonb_build_object('pipeline', ${pipeline}::text) where path = 'a/guns.md'`.execute(
      db,
    );
  const first = async () => (await list({})).items[0]?.embeddingState;
  await made("c1/r9/guns/full/open");
  expect(await first()).toBe("embedded");
  await made("c1/r1/guns/full/open");
  expect(await first()).toBe("embedded");
  await made("c1/r9/guns/metadata-only/open");
  expect(await first()).toBe("stale");
  await made("c1/r9/guns/full/sensitive");
  expect(await first()).toBe("stale");
});

test("every sort gives every row once, forwards and back again, over pages of one", async () => {
  for (const sort of chunkSorts)
    for (const dir of ["asc", "desc"]) {
      const forwards: string[] = [];
      let page = await list({ sort, dir, limit: 1 });
      for (let at = 0; at < 6; at++) {
        forwards.push(...page.items.map((row) => row.id));
        if (!page.nextCursor) break;
        page = await list({ sort, dir, limit: 1, after: page.nextCursor });
      }
      expect(new Set(forwards).size, `${sort} ${dir}`).toBe(3);
      const backwards = page.items.map((row) => row.id);
      while (page.previousCursor) {
        page = await list({ sort, dir, limit: 1, before: page.previousCursor });
        backwards.push(...page.items.map((row) => row.id));
      }
      expect(backwards.reverse(), `${sort} ${dir} backwards`).toEqual(forwards);
    }
});

test("sorted by state, chunks that were gathered stand as those do that were tried document by document", async () => {
  await sql`update public.documents set manifest_values = null`.execute(database.db);
  for (const dir of ["asc", "desc"])
    for (const reader of [anyone, admin]) {
      const { items } = await list({ sort: "embedding", dir }, reader);
      const states = items.map((row) => row.embeddingState);
      expect(states).toEqual(dir === "asc" ? states.toSorted() : states.toSorted().reverse());
      expect(new Set(states).size).toBeGreaterThan(1);
      const gathered = await list({ sort: "embedding", dir, "archetypes.empty": "yes" }, reader);
      expect(gathered.items).toEqual(items);
      const narrowed = await list({ sort: "embedding", dir, status: "planned" }, reader);
      expect(narrowed.items).toEqual(items.filter((row) => row.status === "planned"));
    }
});

test.each(["'; drop table chunks; --", "\\", "%", "a' or '1'='1", "🦆", "$1", '{"a":1}'])(
  "the hostile value %j is only a value",
  async (q) => {
    const everywhere = Object.fromEntries(
      chunkFacets.flatMap((name) => [
        [name, q],
        [`${name}.not`, q],
      ]),
    );
    await expect(list({ q, ...everywhere })).resolves.toMatchObject({ items: [] });
    await expect(facets({ q, ...everywhere })).resolves.toMatchObject({ total: { count: 0 } });
    await expect(list({ after: q })).rejects.toMatchObject({ code: "invalid" });
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from public.chunks`.execute(
      database.db,
    );
    expect(rows[0]?.n).toBe(4);
  },
);

test("an export holds all rows that match, whole and redacted, and no restricted one", async () => {
  const { db } = database;
  const prices = await addDocument(db, { path: "p/prices.md", title: "From 14,900 EUR" });
  await addChunks(db, prices, [{ text: `${"x".repeat(600)} 14,900 EUR` }], { embedded: false });
  await sql`update public.documents set pricing_sensitive = true where id = ${prices}`.execute(db);
  const text = await new Response(exportChunks(db, state({}), "jsonl", anyone)).text();
  const rows = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(4);
  expect(rows.at(-1).text).toMatch(/^x{600} \[gone\]$/);
  expect(text).not.toContain("14,900");
  expect(text).not.toContain("For the board");
  const csv = await new Response(exportChunks(db, state({ q: "MX8" }), "csv", anyone)).text();
  expect(csv.split("\r\n")).toHaveLength(4);
});
