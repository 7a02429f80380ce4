import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { filterFields, type MetadataFilter, metadataFilterSchema } from "./filter-schemas.ts";
import { readKeptCounts } from "./read-kept-counts.ts";
import { retrieve } from "./retrieve.ts";

const vector = Array.from({ length: 3072 }, () => 0.5);
let test: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  test = await testDatabase();
  const rich = await insertDocument(test.db, {
    path: "Handbook/one_100%.md",
    category: "making",
    language: "it",
    platforms: '["mx"]',
    tags: '["Heritage", "care"]',
    last_updated: "2025-06-01T00:00:00Z",
    series_part_number: 2,
    series_part_title: "Stations",
    series_chapter_global_index: 7,
    title: "One",
    summary: "Of one bicycle.",
  });
  await embedded(rich, {
    text: "own",
    platforms: '["ht", "tm"]',
    token_count: 300,
    safety_notes: "Wear gloves.",
    cta_links: '[{"label": "Build", "url": "/build"}]',
    structured_refs: "[]",
  });
  await embedded(rich, { text: "inherits", chunk_index: 1, token_count: 900, platforms: null });
  const bare = await insertDocument(test.db, { path: "Handbook/oneX100%.md", category: "company" });
  await embedded(bare, { text: "bare", platforms: "{}" });
});
afterAll(() => test?.close());

async function embedded(document: string, row: Parameters<typeof insertChunk>[2]) {
  await insertEmbedding(test.db, await insertChunk(test.db, document, row));
}

async function found(...filters: MetadataFilter[]): Promise<string[]> {
  const visibilityCeiling = { visibility: "public", confidentiality: "normal" } as const;
  const configuration = { filters, rerank: false, k: 50 };
  const { results, kept } = await retrieve(test.db, {
    vector,
    purpose: { cause: "lab" },
    visibilityCeiling,
    configuration,
    include: { counts: true },
  });
  expect(kept?.at(-1)?.kept).toBe(results.length);
  expect(await readKeptCounts(test.db, configuration, visibilityCeiling)).toEqual(kept);
  return results.map(({ text }) => text).toSorted();
}

describe("a metadata filter", () => {
  it.each<[string, MetadataFilter, string[]]>([
    ["the chunk's own", { field: "platforms", is: "any", values: ["ht"] }, ["own"]],
    [
      "the document's where it has none",
      { field: "platforms", is: "any", values: ["MX"] },
      ["inherits"],
    ],
    ["all of them", { field: "platforms", is: "all", values: ["ht", "tm"] }, ["own"]],
    ["not all of them", { field: "platforms", is: "all", values: ["ht", "mx"] }, []],
    ["none of them", { field: "platforms", is: "none", values: ["ht"] }, ["bare", "inherits"]],
    ["as it is written", { field: "tags", is: "any", values: ["Heritage"] }, ["inherits", "own"]],
    ["present", { field: "platforms", is: "present", values: [] }, ["inherits", "own"]],
    ["missing", { field: "tags", is: "missing", values: [] }, ["bare"]],
    ["a text", { field: "category", is: "any", values: ["company"] }, ["bare"]],
    ["no pattern", { field: "path", is: "prefix", values: ["Handbook/one_"] }, ["inherits", "own"]],
    ["nothing by a pattern", { field: "path", is: "prefix", values: ["%"] }, []],
    ["a language", { field: "language", is: "none", values: ["it"] }, ["bare"]],
    ["from a number", { field: "tokenCount", is: "from", values: ["300"] }, ["inherits", "own"]],
    ["until a number", { field: "tokenCount", is: "until", values: ["300"] }, []],
    [
      "until a time",
      { field: "lastUpdated", is: "until", values: ["2025-07-01T00:00:00+02:00"] },
      ["inherits", "own"],
    ],
    ["a flag", { field: "pricingSensitive", is: "any", values: ["true"] }, []],
    ["a part", { field: "seriesPart", is: "any", values: ["2"] }, ["inherits", "own"]],
    [
      "a part's title",
      { field: "seriesPartTitle", is: "any", values: ["Stations"] },
      ["inherits", "own"],
    ],
    [
      "a chapter's number",
      { field: "seriesChapterGlobalIndex", is: "until", values: ["8"] },
      ["inherits", "own"],
    ],
    ["a title", { field: "title", is: "prefix", values: ["On"] }, ["inherits", "own"]],
    [
      "a summary that is there",
      { field: "summary", is: "present", values: [] },
      ["inherits", "own"],
    ],
    ["links that are there", { field: "ctaLinks", is: "present", values: [] }, ["own"]],
    [
      "no references",
      { field: "structuredRefs", is: "missing", values: [] },
      ["bare", "inherits", "own"],
    ],
    ["no safety notes", { field: "safetyNotes", is: "missing", values: [] }, ["bare", "inherits"]],
    [
      "until it was made",
      { field: "createdAt", is: "until", values: ["2000-01-01T00:00:00Z"] },
      [],
    ],
    ["hostile values", { field: "path", is: "any", values: ["'; drop table chunks; --"] }, []],
  ])("keeps %s", async (_name, filter, texts) => {
    expect(metadataFilterSchema.parse(filter)).toEqual(filter);
    expect(await found(filter)).toEqual(texts);
  });

  it("can be asked of every field, and several at once", async () => {
    const all = [
      ...filterFields.text,
      ...filterFields.list,
      ...filterFields.number,
      ...filterFields.time,
      ...filterFields.presence,
    ];
    for (const field of all)
      expect(
        (await found({ field, is: "present", values: [] })).length +
          (await found({ field, is: "missing", values: [] })).length,
      ).toBe(3);
    expect(
      await found(
        { field: "tags", is: "any", values: ["care"] },
        { field: "platforms", is: "none", values: ["ht"] },
      ),
    ).toEqual(["inherits"]);
  });

  it("can be asked of every column of the contract but a chunk's text", async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct column_name as name from information_schema.columns
      where table_schema = 'public' and table_name in ('documents', 'chunks')`.execute(test.db);
    const named: Record<string, string> = {
      seriesPart: "series_part_number",
      seriesChapter: "series_chapter_code",
    };
    const snake = (name: string) => name.replaceAll(/[A-Z]/g, (one) => `_${one.toLowerCase()}`);
    const asked = new Set(
      Object.values(filterFields)
        .flat()
        .map((field) => named[field] ?? snake(field)),
    );
    const ours = ["content_hash", "curated", "derived_fields", "manifest_values", "occurrence"];
    expect(
      rows
        .map(({ name }) => name)
        .filter((name) => !asked.has(name))
        .toSorted(),
    ).toEqual([...ours, "id", "row_version", "text"].toSorted());
  });

  it("counts nothing that its asker may not know of", async () => {
    const counts = (visibility: "internal" | "admin-only") => {
      const ceiling = { visibility, confidentiality: "normal" } as const;
      return readKeptCounts(test.db, { visibility }, ceiling);
    };
    const before = await counts("internal");
    const hidden = await insertDocument(test.db, { visibility: "admin-only" });
    const chunk = await insertChunk(test.db, hidden, {});
    await insertEmbedding(test.db, chunk);
    expect(await counts("internal")).toEqual(before);
    expect((await counts("admin-only"))[0]?.kept).toBe((before[0]?.kept ?? 0) + 1);
    await sql`delete from public.documents where id = ${hidden}`.execute(test.db);
  });

  it.each([
    { field: "password", is: "any", values: ["x"] },
    { field: "path", is: "like", values: ["x"] },
    { field: "tokenCount", is: "from", values: ["1; drop table chunks"] },
    { field: "lastUpdated", is: "from", values: ["yesterday"] },
    { field: "lastUpdated", is: "from", values: ["0000-01-01T00:00:00Z"] },
    { field: "lastUpdated", is: "from", values: ["2025-07-01T00:00:00+23:59"] },
    { field: "path", is: "any", values: [] },
    { field: "summary", is: "prefix", values: ["x"] },
    { field: "pricingSensitive", is: "any", values: ["maybe"] },
  ])("does not take %j", (filter) => {
    expect(metadataFilterSchema.safeParse(filter).success).toBe(false);
  });
});
