import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { choosePlan } from "./choose-plan.ts";
import { productionConfiguration } from "./configuration.ts";
import { readSetting } from "./read-setting.ts";
import { readTexts } from "./read-texts.ts";
import { relationsWith } from "./relations.ts";
import type { SearchPlan } from "./result-schemas.ts";
import type { Configuration } from "./schemas.ts";
import { searchNearest } from "./search-nearest.ts";

const vector = Array.from({ length: 3072 }, (_, i) => (i === 0 ? 1 : 0));
const configuration = { ...productionConfiguration(), candidates: 20 };
const filter = {
  configuration,
  model: "m",
  pricingCategories: ["pricing-lists"],
  ceiling: { visibility: "admin-only", confidentiality: "elevated" },
  asOf: null,
} as const;
const chosen = (changes: Partial<Configuration>) =>
  read(async (tx) =>
    choosePlan(
      tx,
      { ...filter, configuration: { ...configuration, ...changes } },
      relationsWith(undefined),
      { indexes: (await readSetting(tx)).indexes, corpusVersion: null, embeddings: null },
    ),
  );
const texts = (kind: SearchPlan["kind"]) =>
  read(async (tx) => {
    const relations = relationsWith(undefined);
    const found = await searchNearest(tx, { ...filter, relations, vector, plan: { kind } });
    const ids = found.map(({ chunkId }) => chunkId);
    const texts = await readTexts(tx, relations, ids);
    return ids.map((id) => texts.get(id));
  });
let test: Awaited<ReturnType<typeof testDatabase>>;

// 200 chunks around a quarter circle, the even ones in an internal document that nobody asks for.
beforeAll(async () => {
  test = await testDatabase();
  await sql`
    with d as (
      insert into public.documents (path, category, doc_type, status, embed_mode, visibility)
      values ('public.md', 'core', 'x', 'active', 'full', 'public'), ('internal.md', 'core', 'x', 'active', 'full', 'internal')
      returning id, visibility
    ), c as (
      insert into public.chunks (document_id, chunk_index, text)
      select d.id, g, g::text from generate_series(1, 200) g
        join d on d.visibility = case g % 2 when 0 then 'internal' else 'public' end
      returning id, chunk_index
    )
    insert into public.embeddings (chunk_id, embedding_model, embedding)
    select id, 'm', (array[cos(chunk_index * pi() / 400), sin(chunk_index * pi() / 400)] || array_fill(0::float8, array[3070]))::vector
    from c`.execute(test.db);
});
afterAll(() => test?.close());

function read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRole(test.db, "perazzi_read", work);
}

const nearestOdd = Array.from({ length: 20 }, (_, i) => String(2 * i + 1));

describe("searchNearest", () => {
  it("finds the nearest exactly, over what the filter keeps", async () => {
    expect(await texts("exact")).toEqual(nearestOdd);
  });

  it("plans an exact search where there is no index", async () => {
    expect(await chosen({})).toEqual({ kind: "exact", reason: "there is no index" });
    expect(await chosen({ plan: "hnsw" })).toEqual({
      kind: "exact",
      reason: "the hnsw index does not exist",
    });
  });

  it("goes by the index where the filter keeps many, and finds the same", async () => {
    await sql
      .raw(`create index on public.embeddings using hnsw
        ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)`)
      .execute(test.db);
    expect(await chosen({})).toEqual({
      kind: "exact",
      reason: "the filter keeps 100 chunks",
      kept: { count: 100, atLeast: false },
    });
    expect((await chosen({ exactUpTo: 50 })).kind).toBe("hnsw");
    expect(await texts("hnsw")).toEqual(nearestOdd);
  });

  it("is exact where that is asked for, index or not", async () => {
    expect(await chosen({ plan: "exact", exactUpTo: 50 })).toEqual({
      kind: "exact",
      reason: "asked for",
    });
  });

  it("re-ranks what the bits find", async () => {
    await sql
      .raw(`create index on public.embeddings using hnsw
        ((binary_quantize(embedding)::bit(3072)) bit_hamming_ops)`)
      .execute(test.db);
    expect(await chosen({ plan: "binary" })).toEqual({ kind: "binary", reason: "asked for" });
    const found = await texts("binary");
    expect(found.length).toBe(20);
    // All 200 vectors have the same signs, so that the bits tell nothing: the order is the vectors' own.
    expect(found.map(Number)).toEqual(found.map(Number).toSorted((a, b) => a - b));
  });

  it("cannot write", async () => {
    await expect(
      read((tx) => sql`update public.chunks set text = 'x'`.execute(tx)),
    ).rejects.toThrow();
  });
});
