import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AskedModel } from "#lib/embed/embed-query.ts";
import { retrieve } from "#lib/retrieve/retrieve.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { admin, from, shadowDatabase, to, unit } from "#lib/testing/shadow-sets.ts";
import { promoteShadow } from "./promote-shadow.ts";
import { readModels } from "./read-models.ts";
import { requestPromotion } from "./request-promotion.ts";
import { resumeShadow } from "./resume-shadow.ts";
import { startShadow } from "./start-shadow.ts";
import { stopShadow } from "./stop-shadow.ts";

let test: Awaited<ReturnType<typeof shadowDatabase>>;
let chunkIds: string[];
beforeAll(async () => {
  test = await shadowDatabase();
});
afterAll(() => test?.close());
beforeEach(async () => {
  chunkIds = await test.startOver();
});

async function promoted(id: string) {
  await requestPromotion(test.db, admin, id, ["assistant"]);
  await promoteShadow(test.db, id);
}

describe("a promotion", () => {
  it("is refused while vectors are missing, a reader is not confirmed or a run is at work", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await stopShadow(test.db, admin, id);
    await expect(requestPromotion(test.db, admin, id, ["assistant"])).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("4 chunks have no vector"),
    });
    await resumeShadow(test.db, admin, id);
    await test.fill(id);
    await expect(requestPromotion(test.db, admin, id, [])).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("The live assistant"),
    });
    await sql`insert into console.runs (kind, environment, requested_by_label, state)
      values ('ingest', 'local', 'test', 'running')`.execute(test.db);
    await expect(requestPromotion(test.db, admin, id, ["assistant"])).rejects.toMatchObject({
      message: expect.stringContaining("1 run is being worked on"),
    });
    await sql`delete from console.runs`.execute(test.db);
    await requestPromotion(test.db, admin, id, ["assistant"]);
    await sql`delete from console.shadow_embeddings where chunk_id = ${chunkIds[0]}`.execute(
      test.db,
    );
    await expect(promoteShadow(test.db, id)).rejects.toMatchObject({ code: "conflict" });
    expect(await test.modelsServed()).toEqual([from]);
  });

  it("serves the new vectors, keeps the old ones, and goes back at once without buying any", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    const before =
      await sql`select chunk_id, embedding::text from public.embeddings order by 1`.execute(
        test.db,
      );
    await promoted(id);
    expect(await test.modelsServed()).toEqual([to]);
    const { rows: parked } = await sql<{ model: string }>`select distinct embedding_model as model
      from console.parked_embeddings p where chunk_id = ${chunkIds[3]}`.execute(test.db);
    expect(parked).toEqual([{ model: to }]);
    const models = await readModels(test.db, admin);
    expect(models).toMatchObject({ active: to, environment: { model: from } });
    expect(models.environment.message).toContain(`${to} is used`);
    const kept = models.sets.find((set) => set.model === from);
    expect(kept).toMatchObject({ complete: true, servedUntil: expect.any(String) });
    await promoted(kept?.id ?? "");
    const after =
      await sql`select chunk_id, embedding::text from public.embeddings order by 1`.execute(
        test.db,
      );
    expect(after.rows).toEqual(before.rows);
    expect((await readModels(test.db, admin)).sets.map(({ model }) => model)).toEqual([to]);
  });

  it("done twice, as after a kill, changes nothing more", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    await promoted(id);
    await promoteShadow(test.db, id);
    expect(await test.modelsServed()).toEqual([to]);
  });

  it("lets no parked vector of the former model come back among the new ones", async () => {
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    await promoted(id);
    await sql`update public.documents set status = 'active' where path = 'planned.md'`.execute(
      test.db,
    );
    expect(await test.modelsServed()).toEqual([to]);
  });

  it("is seen whole or not at all by who reads meanwhile, there and back many times", async () => {
    const many = await addDocument(test.db, { path: "many.md" });
    const texts = Array.from({ length: 40 }, (_, at) => ({ text: `many ${at}` }));
    await addChunks(test.db, many, texts, { model: from });
    const { id } = await startShadow(test.db, admin, to);
    await test.fill(id);
    const seen = new Set<string>();
    const reading = new AbortController();
    const readers = Promise.all(
      [1, 2, 3].map(async () => {
        while (!reading.signal.aborted) for (const one of await read()) seen.add(one);
      }),
    );
    for (const model of [to, from, to, from, to, from])
      await promoted((await test.setOf(model))?.id ?? "");
    reading.abort();
    await readers;
    const expected = [from, to].flatMap((model) => [`43 rows of ${model}`, `43 by ${model}`]);
    expect([...seen].toSorted()).toEqual(expected.toSorted());
  });
});

/** As the assistant reads, by itself, and as the console does. */
async function read(): Promise<string[]> {
  const { rows } = await sql<{ model: string; rows: number }>`select embedding_model as model,
    count(*)::int as rows from public.embeddings group by 1 order by 1`.execute(test.db);
  const request = {
    query: "many",
    purpose: { cause: "lab" },
    configuration: { k: 100, candidates: 100 },
    visibilityCeiling: { visibility: "internal", confidentiality: "normal" },
  } as const;
  const result = await retrieve(test.db, request, { embed });
  return [
    rows.map((one) => `${one.rows} rows of ${one.model}`).join(" and "),
    `${result.results.length} by ${result.model}`,
  ];
}

async function embed(_: string, __: unknown, asked?: AskedModel) {
  const model = (asked && "model" in asked ? asked.model : asked?.active) ?? from;
  return { vector: Array.from(unit()), model, lexical: false };
}
