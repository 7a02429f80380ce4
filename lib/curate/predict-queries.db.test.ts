import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Changes } from "#lib/corpus/change-schemas.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { vectorParameter } from "#lib/embed/vector-parameter.ts";
import { addChunks, addDocument } from "#lib/testing/corpus-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { editRow } from "./edit-row.ts";
import { predictQueries } from "./predict-queries.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
const staff: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};
const purpose = { cause: "preview" } as const;
const texts = [
  "brazing lugs with silver",
  "painting the frame blue",
  "truing a wheel with spokes",
  "measuring the rider",
];
const ids: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  await sql`delete from public.documents`.execute(database.db);
  await sql`delete from console.saved_queries`.execute(database.db);
  ids.length = 0;
  for (const [at, text] of texts.entries()) {
    const { vector, model } = await embedQuery(text, purpose);
    const id = await addDocument(database.db, { path: `${at}.md`, title: text });
    const [chunk] = await addChunks(database.db, id, [{ text }], { embedded: false });
    await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
      values (${chunk}, ${model}, ${vectorParameter(vector)})`.execute(database.db);
    await sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
      on conflict (key) do update set value = excluded.value`.execute(database.db);
    ids.push(id);
  }
});

const save = (text: string, filters = "{}") =>
  sql`insert into console.saved_queries (name, text, filters, owner_id, owner_label)
  values (${text}, ${text}, ${filters}::jsonb, ${staff.id}, 'me')`.execute(database.db);
async function rowsOf(...at: number[]) {
  const found = await sql<{
    id: string;
    version: number;
  }>`select id, row_version::int as version from public.documents
    where id = any(${at.map((one) => ids[one])}::uuid[])`.execute(database.db);
  return found.rows;
}
const predict = async (changes: Changes, ...at: number[]) =>
  predictQueries(
    database.db,
    { subject: "document", rows: await rowsOf(...at), changes },
    staff,
    new Date(),
  );
async function change(changes: Changes, at: number) {
  const [row] = await rowsOf(at);
  await editRow(
    database.db,
    {
      subject: "document",
      id: row?.id ?? "",
      version: row?.version ?? 0,
      changes,
      reason: "test",
      staff,
    },
    { now: new Date() },
  );
}

test("without any query it says that nothing was checked", async () => {
  expect(await predict({ status: { set: "planned" } }, 0)).toMatchObject({
    source: "none",
    checked: 0,
    changed: 0,
    notChecked: [expect.stringContaining("Nothing was checked")],
  });
});

test("a document that leaves is gone from the queries that found it, and comes back by its kept vector", async () => {
  await save("brazing lugs with silver");
  const away = await predict({ status: { set: "planned" } }, 0);
  expect(away).toMatchObject({
    source: "saved queries",
    checked: 1,
    changed: 1,
    results: [{ leave: 1, first: { from: 1, to: null } }],
  });
  await change({ status: { set: "planned" } }, 0);
  const back = await predict({ status: { set: "active" } }, 0);
  expect(back.results).toMatchObject([{ changed: true, enter: 1, first: { from: null, to: 1 } }]);
  expect(back.results[0]?.after).toEqual(away.results[0]?.before);
});

test("a field that only ranks moves results, one that nobody looks at changes nothing", async () => {
  await save("painting the frame");
  const boosted = await predict({ title: { set: "painting the frame" } }, 3);
  expect(boosted.results[0]).toMatchObject({ leave: 0, enter: 0 });
  expect(await predict({ approver: { set: "Anna" } }, 0)).toMatchObject({ checked: 1, changed: 0 });
});

test("a field that only a kept query's filter names changes what that query finds", async () => {
  await save("brazing lugs", '{"filters": [{"field": "language", "is": "any", "values": ["de"]}]}');
  expect(await predict({ language: { set: "de" } }, 0)).toMatchObject({
    checked: 1,
    changed: 1,
    results: [{ enter: 1 }],
  });
  expect(await predict({ approver: { set: "Anna" } }, 0)).toMatchObject({ changed: 0 });
});

test.each([
  ["status", { status: { set: "deprecated" } }],
  ["embed mode", { embedMode: { set: "metadata-only" } }],
  ["pricing flag", { pricingSensitive: { set: true } }],
  ["visibility", { visibility: { set: "internal" } }],
  ["title and tags", { title: { set: "truing a wheel" }, tags: { set: ["wheels"] } }],
] as const)(
  "what is predicted for a change of %s is what comes of it, both ways of asking",
  async (_, changes) => {
    await save("brazing lugs");
    await save(
      "truing a wheel",
      '{"filters": [{"field": "language", "is": "any", "values": ["en"]}]}',
    );
    await save("measuring the frame");
    const predicted = await predict(changes, 0, 2);
    expect(predicted.checked).toBe(3);
    await change(changes, 0);
    await change(changes, 2);
    const now = await predict({ approver: { set: "x" }, title: { set: "no such words" } }, 1);
    const actual = new Map(now.results.map((one) => [one.query, one.before]));
    for (const { query, after } of predicted.results)
      expect([query, after]).toEqual([query, actual.get(query)]);
  },
);

const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();

test.each([
  ["ends then", {}, { expiresOn: { set: days(30) } }, { leave: 1, enter: 0 }],
  ["begins then", {}, { effectiveFrom: { set: days(30) } }, { leave: 0, enter: 0 }],
  [
    "was to begin later",
    { effectiveFrom: { set: days(30) } },
    { effectiveFrom: { set: days(20) } },
    { leave: 0, enter: 1 },
  ],
  [
    "had ended and begins again",
    { expiresOn: { set: days(-1) } },
    { expiresOn: { set: null }, effectiveFrom: { set: days(20) } },
    { leave: 0, enter: 1 },
  ],
] as const)(
  "as of the date of a change, a document that %s: one search says what two say",
  async (_, before, changes, expected) => {
    if (Object.keys(before).length > 0) await change(before, 0);
    await save("brazing lugs with silver");
    await sql`insert into console.saved_queries (name, text, filters, owner_id, owner_label)
      values ('twice', 'brazing lugs with silver', '{"filters": [{"field": "language", "is": "any", "values": ["en"]}]}'::jsonb,
        ${staff.id}, 'me')`.execute(database.db);
    const { asOf, results } = await predict(changes, 0);
    expect(asOf).not.toBeNull();
    const [one, two] = results.toSorted((a, b) => b.query.length - a.query.length);
    expect(one).toMatchObject(expected);
    expect({ ...one, id: "", query: "" }).toEqual({ ...two, id: "", query: "" });
  },
);
