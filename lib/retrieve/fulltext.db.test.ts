import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "#lib/errors/app-error.ts";
import { insertChunk, insertDocument, insertEmbedding, type Row } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { retrieve } from "./retrieve.ts";
import type { ConfigurationChanges } from "./schemas.ts";
import { countWords, rollUpCorpusWrites } from "./word-upkeep.ts";

const ceiling = { visibility: "admin-only", confidentiality: "elevated" } as const;
const purpose = { cause: "lab" } as const;
let test: Awaited<ReturnType<typeof testDatabase>>;
let document: string;

beforeAll(async () => {
  test = await testDatabase();
  document = await insertDocument(test.db);
  await add("brazing", "Frames are brazed by hand with silver in our workshop.");
  await add(
    "paint",
    "Paint is sprayed by hand. The frame is then lettered by hand, by hand alone.",
  );
  await add("rims", "Rims of aluminium, never of carbon. A frame needs strong rims.");
  await add("heading", "Nothing here.", { heading_path: "Care > Brazing" });
});
afterAll(() => test?.close());

async function add(name: string, text: string, row: Row = {}) {
  const { rows } = await sql<{ at: number }>`
    select count(*)::int as at from public.chunks where document_id = ${document}`.execute(test.db);
  const id = await insertChunk(test.db, document, {
    text,
    heading: name,
    chunk_index: rows[0]?.at ?? 0,
    ...row,
  });
  await insertEmbedding(test.db, id);
  return id;
}

async function ask(
  query: string,
  configuration: ConfigurationChanges = {},
  withoutVector?: "fulltext",
) {
  return retrieve(
    test.db,
    {
      query,
      withoutVector,
      purpose,
      configuration: { candidatesFrom: "fulltext", rerank: false, k: 50, ...configuration },
      visibilityCeiling: ceiling,
    },
    { embed: () => Promise.reject(new AppError("unavailable", "The provider is down.")) },
  );
}

async function found(...given: Parameters<typeof ask>): Promise<string[]> {
  const { results } = await ask(...given);
  const { rows } = await sql<{ id: string; heading: string }>`
    select id, heading from public.chunks`.execute(test.db);
  return results.map(({ chunkId }) => rows.find(({ id }) => id === chunkId)?.heading ?? "");
}

describe("full text", () => {
  it("finds what holds any of the words, rare ones first, a heading before a text", async () => {
    const both = await found("brazed frames?");
    // The last two hold one word once in as many words: a tie.
    expect(both.slice(0, 2)).toEqual(["heading", "brazing"]);
    expect(both.slice(2).toSorted()).toEqual(["paint", "rims"]);
    expect(await found("brazed", { headingWeight: 0 })).toEqual(["brazing"]);
  });

  it("gives each score, its rank, and no similarity", async () => {
    const { results, plan, model, lexical } = await ask("frame");
    expect(results[0]).toMatchObject({
      cosine: null,
      base: { name: "full text", value: 1 },
      ranks: { similarity: null, fulltext: 1, fused: 1, reranked: 1 },
    });
    expect(results[0]?.fulltext).toBeGreaterThan(results[1]?.fulltext ?? 99);
    expect({ plan: plan.kind, model, lexical }).toEqual({
      plan: "none",
      model: "test-model",
      lexical: false,
    });
  });

  it("scores as the formula says", async () => {
    // "rims" stands twice in a chunk of 7 words; 4 chunks of 5, 8, 7 and 3 words; one holds it.
    const { results } = await ask("rims");
    const { rows } = await sql<{ words: number; average: number }>`
      select max(words) filter (where lexemes @@ 'rim')::int as words, avg(words)::float8 as average
      from console.chunk_lexemes`.execute(test.db);
    const { words, average } = rows[0] ?? { words: 0, average: 0 };
    const idf = Math.log(1 + (4 - 1 + 0.5) / (1 + 0.5));
    const expected = (idf * 2 * 2.8) / (2 + 1.8 * (0.25 + (0.75 * words) / average));
    expect(results[0]?.fulltext).toBeCloseTo(expected, 9);
  });

  it("wants phrases word by word and leaves out what is excluded", async () => {
    expect(await found('"brazed by hand"')).toEqual(["brazing"]);
    expect(await found('"hand brazed"')).toEqual([]);
    expect(await found('rims "of the"')).toEqual(["rims"]);
    expect(await found("hand -silver")).toEqual(["paint"]);
    expect(await found('frame -"by hand"')).toEqual(["rims"]);
  });

  it("takes what either side of an or asks for", async () => {
    expect((await found('"brazed by hand" or "strong rims"')).toSorted()).toEqual([
      "brazing",
      "rims",
    ]);
    expect((await found('"hand brazed" or aluminium')).toSorted()).toEqual(["rims"]);
    expect((await found('"brazed by hand" or hand -silver')).toSorted()).toEqual([
      "brazing",
      "paint",
    ]);
    expect((await found('"of the" or rims')).toSorted()).toEqual(["rims"]);
  });

  it.each([
    "' or 1=1; --",
    "a & b | !c <-> d:*",
    '"',
    '""""',
    "((((",
    "\\ '' \\'",
    "-",
    "frame:*A",
    "ما هو عمر",
    "🚲",
    "\\u0000",
    "frame'); drop table public.chunks; --",
  ])("takes %j as text", async (query) => {
    const { results, notes } = await ask(query);
    expect(Array.isArray(results)).toBe(true);
    expect(notes.every(({ code }) => code === "no words")).toBe(true);
  });

  it("says where there is no word to look for", async () => {
    expect((await ask("the of and")).notes).toMatchObject([{ code: "no words" }]);
  });

  it("takes the longest query that there may be, and refuses 100 kB", async () => {
    const longest = Array.from({ length: 1_300 }, (_, at) => `w${at} `)
      .join("")
      .slice(0, 7_990);
    expect(await found(`${longest} rims`)).toEqual(["rims"]);
    await expect(ask("x".repeat(100_000))).rejects.toMatchObject({ code: "invalid" });
  });

  it.each(["hybrid", "vector"] as const)(
    "answers alone for %s where the provider is down and it may, and says so",
    async (candidatesFrom) => {
      // A least cosine keeps out nothing that has none.
      const changes = { candidatesFrom, minCosine: 0.99 };
      const { results, notes, plan } = await ask("rims", changes, "fulltext");
      expect(results).toMatchObject([{ cosine: null, base: { name: "full text", value: 1 } }]);
      expect({ notes, plan }).toMatchObject({
        notes: [{ code: "full text alone" }],
        plan: { kind: "none" },
      });
      await expect(ask("rims", changes)).rejects.toMatchObject({ code: "unavailable" });
    },
  );

  it("follows every writer: other software's inserts, updates, deletions", async () => {
    const id = await add("late", "Derailleurs shift.");
    expect(await found("derailleur")).toEqual(["late"]);
    await sql`update public.chunks set text = 'Brakes stop.' where id = ${id}`.execute(test.db);
    expect(await found("derailleur")).toEqual([]);
    expect(await found("brake")).toEqual(["late"]);
    await sql`delete from public.chunks where id = ${id}`.execute(test.db);
    expect(await found("brake")).toEqual([]);
  });

  it("reads each chunk in its own language", async () => {
    const id = await add("italian", "Le biciclette da corsa", { language: "it" });
    expect(await found("bicicletta")).toEqual(["italian"]);
    await sql`update public.chunks set language = 'xx' where id = ${id}`.execute(test.db);
    expect(await found("bicicletta")).toEqual([]);
    expect(await found("biciclette")).toEqual(["italian"]);
    await sql`delete from public.chunks where id = ${id}`.execute(test.db);
  });

  it("returns nothing that may not be served: no embedding, no answer", async () => {
    const id = await add("parked", "Saddles are sewn.");
    expect(await found("saddle")).toEqual(["parked"]);
    await sql`delete from public.embeddings where chunk_id = ${id}`.execute(test.db);
    expect(await found("saddle")).toEqual([]);
    await sql`delete from public.chunks where id = ${id}`.execute(test.db);
  });

  it("finds by feedback what shares the first results' words and not the query's", async () => {
    await add("feedback", "Lettered with enamel.");
    expect(await found("sprayed")).toEqual(["paint"]);
    expect((await ask("sprayed", { feedback: true })).notes).toMatchObject([
      { code: "no frequencies" },
    ]);
    expect(await countWords(test.db)).toBe(true);
    expect(await countWords(test.db)).toBe(false);
    const expanded = await found("sprayed", { feedback: true });
    expect(expanded[0]).toBe("paint");
    expect(expanded).toContain("feedback");
  });

  it("indexes the words of chunks that were there before the triggers", async () => {
    await sql.raw("delete from console.chunk_lexemes").execute(test.db);
    expect(await found("rims")).toEqual([]);
    await countWords(test.db);
    await sql`update public.chunks set token_count = 1`.execute(test.db);
    expect(await found("rims")).toEqual(["rims"]);
  });
});

describe("the corpus state", () => {
  const version = async () => (await ask("rims")).corpusState.version;

  it("changes with every write that was committed, and with none that was not", async () => {
    const before = await version();
    expect(await version()).toBe(before);
    await test.db
      .transaction()
      .execute(async (tx) => {
        await sql`update public.documents set title = 'x'`.execute(tx);
        throw new Error("rolled back");
      })
      .catch(() => undefined);
    expect(await version()).toBe(before);
    await sql`update public.documents set title = 'y'`.execute(test.db);
    expect(Number(await version())).toBe(Number(before) + 1);
  });

  it("stays what it is when old entries are rolled up", async () => {
    await sql`update console.corpus_writes set at = now() - interval '1 hour'`.execute(test.db);
    const before = await version();
    expect(await rollUpCorpusWrites(test.db)).toBeGreaterThan(0);
    expect(await version()).toBe(before);
    expect(await rollUpCorpusWrites(test.db)).toBe(0);
  });
});
