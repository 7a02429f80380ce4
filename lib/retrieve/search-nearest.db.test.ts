import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { choosePlan } from "./choose-plan.ts";
import { productionConfiguration } from "./configuration.ts";
import { searchNearest } from "./search-nearest.ts";

const vector = Array.from({ length: 3072 }, (_, i) => (i === 0 ? 1 : 0));
const filter = {
  configuration: { ...productionConfiguration(), candidates: 20 },
  model: "m",
  pricingCategories: ["pricing-lists"],
};
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
    const rows = await read((tx) =>
      searchNearest(tx, { ...filter, vector, plan: { kind: "exact", reason: "" } }),
    );
    expect(rows.map((row) => row.text)).toEqual(nearestOdd);
  });

  it("plans an exact search where there is no index", async () => {
    expect(await read((tx) => choosePlan(tx, filter))).toEqual({
      kind: "exact",
      reason: "there is no index",
    });
  });

  it("goes by the index where the filter keeps many, and finds the same", async () => {
    await sql
      .raw(`create index on public.embeddings using hnsw
        ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 16, ef_construction = 200)`)
      .execute(test.db);
    expect(await read((tx) => choosePlan(tx, filter))).toEqual({
      kind: "exact",
      reason: "the filter keeps 100 chunks",
    });
    const plan = await read((tx) => choosePlan(tx, filter, 50));
    expect(plan.kind).toBe("hnsw");
    const rows = await read((tx) => searchNearest(tx, { ...filter, vector, plan }));
    expect(rows.map((row) => row.text)).toEqual(nearestOdd);
  });

  it("is exact where that is asked for, index or not", async () => {
    const configuration = { ...filter.configuration, search: "exact" } as const;
    expect(await read((tx) => choosePlan(tx, { ...filter, configuration }, 50))).toEqual({
      kind: "exact",
      reason: "asked for",
    });
  });

  it("cannot write", async () => {
    await expect(
      read((tx) => sql`update public.chunks set text = 'x'`.execute(tx)),
    ).rejects.toThrow();
  });
});
