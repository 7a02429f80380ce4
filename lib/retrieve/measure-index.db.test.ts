import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { measureIndex } from "./measure-index.ts";
import { readModelText } from "./model-text.ts";
import type { ConfigurationChanges } from "./schemas.ts";

const vector = Array.from({ length: 3072 }, (_, i) => (i === 0 ? 1 : 0));
const embed = async () => ({ vector, model: "m", lexical: false });
let test: Awaited<ReturnType<typeof testDatabase>>;

// 200 chunks around a quarter circle; the last 100, far from the query, are of another kind of document.
beforeAll(async () => {
  test = await testDatabase();
  await sql`
    with d as (
      insert into public.documents (path, title, category, doc_type, status, embed_mode, pricing_sensitive)
      values ('near.md', 'Near', 'core', 'near', 'active', 'full', false),
        ('far.md', 'Far', 'core', 'far', 'active', 'full', false)
      returning id, doc_type
    ), c as (
      insert into public.chunks (document_id, chunk_index, text)
      select d.id, g, 'Chunk ' || g || ' costs nothing.' from generate_series(1, 200) g
        join d on d.doc_type = case when g <= 100 then 'near' else 'far' end
      returning id, chunk_index
    )
    insert into public.embeddings (chunk_id, embedding_model, embedding)
    select id, 'm', (array[cos(chunk_index * pi() / 400), sin(chunk_index * pi() / 400)] || array_fill(0::float8, array[3070]))::vector
    from c`.execute(test.db);
  await sql
    .raw(`create index on public.embeddings using hnsw
      ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)`)
    .execute(test.db);
});
afterAll(() => test?.close());

const ask = (configuration: ConfigurationChanges) => ({
  query: "frame",
  purpose: { cause: "lab" } as const,
  configuration: { k: 5, candidates: 10, ...configuration },
  visibilityCeiling: { visibility: "public", confidentiality: "normal" } as const,
});
const far: ConfigurationChanges = {
  filters: [{ field: "docType", is: "any", values: ["far"] }],
};

describe("measureIndex", () => {
  it("finds all where the index finds all", async () => {
    const quality = await measureIndex(test.db, ask({ plan: "hnsw" }), { embed });
    expect(quality).toMatchObject({ k: 5, compared: 5, recall: 1, missed: [] });
    expect(quality.plan.kind).toBe("hnsw");
  });

  it("names what a plain index scan misses under a filter, best first, with its exact rank", async () => {
    const plain = { ...far, plan: "hnsw", iterativeScan: "off", efSearch: 20 } as const;
    const { recall, missed, compared } = await measureIndex(test.db, ask(plain), { embed });
    expect({ recall, compared }).toEqual({ recall: 0, compared: 5 });
    expect(missed.map(({ exactRank, path }) => [exactRank, path])).toEqual(
      [1, 2, 3, 4, 5].map((rank) => [rank, "far.md"]),
    );
    const iterative = await measureIndex(test.db, ask({ ...plain, iterativeScan: "strict" }), {
      embed,
    });
    expect(iterative).toMatchObject({ recall: 1, missed: [] });
  });

  it("measures similarity also in a lane that asks full text alone", async () => {
    const quality = await measureIndex(test.db, ask({ candidatesFrom: "fulltext" }), { embed });
    expect(quality).toMatchObject({ recall: 1, compared: 5 });
  });

  it("has no recall where the filter keeps nothing", async () => {
    const none: ConfigurationChanges = {
      filters: [{ field: "docType", is: "any", values: ["other"] }],
    };
    const quality = await measureIndex(test.db, ask(none), { embed });
    expect(quality).toMatchObject({ recall: null, compared: 0, missed: [] });
  });
});

describe("readModelText", () => {
  it("gives the texts of the answer in order, with their tokens, for the k asked for", async () => {
    const given = await readModelText(test.db, ask({ k: 3 }), { embed });
    expect(given.k).toBe(3);
    expect(given.chunks.map(({ rank, text }) => [rank, text])).toEqual([
      [1, "Chunk 1 costs nothing."],
      [2, "Chunk 2 costs nothing."],
      [3, "Chunk 3 costs nothing."],
    ]);
    expect(given.chunks[0]?.tokens).toBe(6);
    expect(given.tokens).toBe(18);
  });

  it("gives no amount of a price-sensitive document, also one stored before the flag", async () => {
    await sql`alter table public.chunks disable trigger user`.execute(test.db);
    await sql`update public.chunks set text = 'The frame costs € 12,345.' where chunk_index = 1`.execute(
      test.db,
    );
    await sql`alter table public.documents disable trigger user`.execute(test.db);
    await sql`update public.documents set pricing_sensitive = true where path = 'near.md'`.execute(
      test.db,
    );
    const { chunks } = await readModelText(test.db, ask({ k: 1 }), { embed });
    expect(chunks[0]?.text).toContain("[price removed]");
    expect(chunks[0]?.text).not.toMatch(/12|345/);
  });
});
