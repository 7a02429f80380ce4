import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { saveQuery } from "../save-query.ts";
import { listMeasures } from "./list-measures.ts";
import { readMeasure } from "./read-measure.ts";
import { requestMeasure } from "./request-measure.ts";
import { giveUpMeasure, workMeasure } from "./work-measure.ts";

let test: Awaited<ReturnType<typeof testDatabase>>;
let qa: Staff;
let other: Staff;
let viewer: Staff;

// 20 chunks around a quarter circle; a question asks from where its text says, in degrees.
const at = (degrees: number) =>
  Array.from({ length: 3072 }, (_, i) =>
    i === 0
      ? Math.cos((degrees / 180) * Math.PI)
      : i === 1
        ? Math.sin((degrees / 180) * Math.PI)
        : 0,
  );
const embed = async (text: string) => {
  if (text === "provider down") throw new AppError("unavailable", "The provider is down.");
  if (text === "slow") throw Object.assign(new Error("canceling statement"), { code: "57014" });
  if (text === "crash") throw new Error("the process died");
  return { vector: at(Number(text) || 0), model: "m", lexical: false };
};

beforeAll(async () => {
  test = await testDatabase();
  qa = await person("qa");
  other = await person("qa");
  viewer = await person("viewer");
  const document = await insertDocument(test.db, { path: "a.md" });
  for (let n = 0; n < 20; n++) {
    const chunk = await insertChunk(test.db, document, { chunk_index: n, text: `Chunk ${n}` });
    await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
      values (${chunk}, 'm', ${JSON.stringify(at(n * 2))}::vector)`.execute(test.db);
  }
});
afterAll(() => test?.close());

async function person(role: Role): Promise<Staff> {
  const userId = crypto.randomUUID();
  const email = `${userId}@example.com`;
  const { rows } = await sql<{ id: string }>`insert into console.staff (user_id, email, role)
    values (${userId}, ${email}, ${role}) returning id`.execute(test.db);
  return { id: rows[0]?.id ?? "", userId, email, role } as Staff;
}

async function measured(): Promise<string> {
  const id = await requestMeasure(test.db, qa);
  await workMeasure(test.db, id, {}, { embed });
  return id;
}

const save = (text: string, shared = true, staff = qa) =>
  saveQuery(test.db, staff, { ...blank, name: text, text, shared });
const blank = {
  set: null,
  context: {},
  filters: {},
  expected: [],
  unwanted: [],
  note: null,
};

describe("the measure of the corpus's index", () => {
  it("may be asked for by those who save queries, and not by others", async () => {
    await expect(requestMeasure(test.db, viewer)).rejects.toMatchObject({ code: "forbidden" });
    const id = await requestMeasure(test.db, qa);
    expect(await requestMeasure(test.db, other)).toBe(id);
    const { rows } = await sql`select 1 from pgboss.job where name = 'index-quality'`.execute(
      test.db,
    );
    expect(rows.length).toBe(1);
  });

  it("measures a random sample of a corpus that nobody asked anything of yet", async () => {
    const id = await measured();
    const detail = await readMeasure(test.db, viewer, id);
    expect(detail).toMatchObject({
      state: "finished",
      planned: 20,
      done: 20,
      measured: 20,
      unmeasured: 0,
      meanRecall: 1,
      p5Recall: 1,
      perfect: 20,
    });
    expect(detail?.bySource).toContainEqual({ source: "sample", questions: 20, meanRecall: 1 });
    expect(detail?.plans.map(({ plan }) => plan)).toEqual(["exact"]);
    expect(detail?.distribution.at(-1)).toEqual({ from: 1, questions: 20 });
    expect(detail?.configurationHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("puts the worst first, and names a sampled chunk to those who may know of it", async () => {
    const id = await measured();
    await sql`update console.index_measure_questions set recall = 0.5, missed = array_fill(ref_id, array[6])
      where measure_id = ${id} and n = 4`.execute(test.db);
    await sql`update console.index_measure_questions set recall = 0.9 where measure_id = ${id} and n = 2`.execute(
      test.db,
    );
    const detail = await readMeasure(test.db, viewer, id);
    expect(detail?.worst.length).toBe(10);
    expect(detail?.worst.slice(0, 3)).toMatchObject([
      { n: 4, recall: 0.5, missed: 6, compared: 12, label: "a.md" },
      { n: 2, label: "a.md" },
      { recall: 1, missed: 0 },
    ]);
    const counted = detail?.distribution.filter(({ questions }) => questions > 0);
    expect(counted).toEqual([
      { from: 0.5, questions: 1 },
      { from: 0.9, questions: 1 },
      { from: 1, questions: 18 },
    ]);
    await sql`update public.documents set visibility = 'admin-only'`.execute(test.db);
    const hidden = await readMeasure(test.db, viewer, id);
    expect(hidden?.worst[0]).toMatchObject({ n: 4, label: null, chunkId: null });
    await sql`update public.documents set visibility = 'public'`.execute(test.db);
  });

  it("measures saved queries and the history, each question once, and shows words to their readers only", async () => {
    await save("3");
    await save("5", false);
    await sql`insert into console.query_history (staff_id, text) values (${qa.id}, '3'), (${other.id}, '7'), (${qa.id}, '7')`.execute(
      test.db,
    );
    const id = await measured();
    const own = await readMeasure(test.db, qa, id);
    expect(own?.bySource.map(({ source, questions }) => [source, questions])).toEqual([
      ["saved", 2],
      ["history", 1],
      ["programs", 0],
      ["sample", 20],
    ]);
    const labels = async (staff: Staff) =>
      (await readMeasure(test.db, staff, id))?.worst.map(({ label }) => label).slice(0, 3);
    expect((await labels(qa))?.toSorted()).toEqual(["3", "5", "7"].toSorted());
    expect(await labels(viewer)).toEqual(expect.arrayContaining(["3", null, null]));
  });

  it("counts a question that cannot be asked apart, with the reason", async () => {
    await save("provider down");
    const detail = await readMeasure(test.db, qa, await measured());
    expect(detail).toMatchObject({ state: "finished", unmeasured: 1, meanRecall: 1 });
    expect(detail?.failed).toMatchObject([
      { label: "provider down", problem: "The provider is down.", recall: null },
    ]);
  });

  it("goes on where a question takes longer than a statement may", async () => {
    const { id } = await save("slow");
    const measure = await measured();
    const { failed } = (await readMeasure(test.db, qa, measure)) ?? {};
    expect(failed?.find(({ label }) => label === "slow")?.problem).toContain("took too long");
    await sql`delete from console.saved_queries where id = ${id}`.execute(test.db);
  });

  it("measures what programs asked, and shows it only while logging their words is switched on", async () => {
    const logging = (on: boolean) =>
      sql`insert into console.settings (key, value) values ('retrieval_log', ${JSON.stringify({ queryText: on })}::jsonb)
        on conflict (key) do update set value = excluded.value`.execute(test.db);
    await sql`insert into console.retrieval_log (id, at, origin, status, asked_with, query_text, total_ms, result_count)
      select console.uuid_v7(), now(), 'api', 200, 'query', text, 1, 4 from unnest(array['11', '11', '3']) text`.execute(
      test.db,
    );
    await logging(true);
    const id = await measured();
    await sql`update console.index_measure_questions set recall = 0 where measure_id = ${id} and source = 'programs'`.execute(
      test.db,
    );
    const worst = async () => (await readMeasure(test.db, viewer, id))?.worst[0];
    expect(await worst()).toMatchObject({ source: "programs", label: "11" });
    const counted = (await readMeasure(test.db, viewer, id))?.bySource;
    expect(counted).toContainEqual({ source: "programs", questions: 1, meanRecall: 0 });
    await sql`update console.retrieval_log set visibility = 'admin-only'`.execute(test.db);
    expect(await worst()).toMatchObject({ source: "programs", label: null });
    const admins = await readMeasure(test.db, { ...viewer, role: "admin" }, id);
    expect(admins?.worst[0]).toMatchObject({ source: "programs", label: "11" });
    await sql`update console.retrieval_log set visibility = 'public'`.execute(test.db);
    await logging(false);
    expect(await worst()).toMatchObject({ source: "programs", label: null });
  });

  it("goes on after a crash with what is left", async () => {
    await sql`insert into console.query_history (staff_id, text, asked_at)
      values (${qa.id}, 'crash', now() - interval '1 day')`.execute(test.db);
    const id = await requestMeasure(test.db, qa);
    await expect(workMeasure(test.db, id, {}, { embed })).rejects.toThrow("the process died");
    const [half] = (await listMeasures(test.db, viewer)).items;
    expect(half).toMatchObject({ id, state: "running" });
    await sql`update console.query_history set text = '9' where text = 'crash'`.execute(test.db);
    const asked: string[] = [];
    const counting: typeof embed = (text) => {
      asked.push(text);
      return embed(text);
    };
    await workMeasure(test.db, id, {}, { embed: counting });
    expect(asked).toEqual(["9"]);
    expect(await readMeasure(test.db, qa, id)).toMatchObject({ state: "finished", measured: 24 });
  });

  it("says so when it is given up, and lets the next one be asked for", async () => {
    const id = await requestMeasure(test.db, qa);
    await giveUpMeasure(test.db, id, new AppError("unavailable", "The database was away."));
    const [last] = (await listMeasures(test.db, viewer)).items;
    expect(last).toMatchObject({ id, state: "failed", errorMessage: "The database was away." });
    expect(await requestMeasure(test.db, qa)).not.toBe(id);
  });
});
