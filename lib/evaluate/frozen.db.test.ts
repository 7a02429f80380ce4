import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { embedQuery } from "#lib/embed/embed-query.ts";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { freezeResults } from "./freeze-results.ts";
import { listAsked } from "./list-asked.ts";
import { listFrozen } from "./list-frozen.ts";
import { readFrozen } from "./read-frozen.ts";
import { recordAsked } from "./record-asked.ts";

let db: Db;
let close: () => Promise<void>;
let document: string;
let chunk: string;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
  document = await insertDocument(db, { path: "frames.md", title: "Frames" });
  chunk = await insertChunk(db, document, { text: "Frames are brazed by hand." });
  const { vector, model } = await embedQuery("Frames are brazed by hand.", {
    cause: "lab",
    actor: { id: null, label: "test" },
  });
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${chunk}, ${model}, ${JSON.stringify(vector)}::vector)`.execute(db);
});
afterAll(() => close());

function person(role: Role, digit: string): Staff {
  const id = `00000000-0000-4000-8000-00000000000${digit}`;
  return { id, userId: null, email: `${role}@example.com`, role };
}
const qa = person("qa", "1");
const admin = person("admin", "2");
const viewer = person("viewer", "3");

function freeze(staff = qa, settings: object = {}) {
  return freezeResults({ read: db, write: db }, staff, {
    title: "Before the rewrite",
    query: "who brazes frames",
    context: {},
    lanes: [
      { name: "production", token: "production", settings },
      { name: "wrong", token: "wrong", settings: { k: 1, filters: [] } },
    ],
  });
}

describe("frozen results", () => {
  test("keep results, configuration, corpus state, author and time, for everybody to read", async () => {
    const id = await freeze();
    const frozen = await readFrozen(db, viewer, id);
    expect(frozen).toMatchObject({
      title: "Before the rewrite",
      query: "who brazes frames",
      by: qa.email,
      writesSince: 0,
      lanes: [
        {
          name: "production",
          since: { [chunk]: "same" },
          withheld: false,
          result: {
            configuration: { k: 12 },
            results: [{ chunkId: chunk, text: "Frames are brazed by hand.", rankAfter: 1 }],
          },
        },
        { name: "wrong", result: { configuration: { k: 1 } } },
      ],
    });
    expect(Number(frozen?.corpusVersion)).toBeGreaterThan(0);
    expect((await listFrozen(db, viewer))[0]).toMatchObject({ id, lanes: ["production", "wrong"] });
  });

  test("keep what each lane was asked with; those of older rows, which do not say it, open all the same", async () => {
    const settings = {
      k: 5,
      filters: [{ field: "category" as const, is: "any" as const, values: ["gun-info"] }],
    };
    const id = await freeze(qa, settings);
    const kept = async () =>
      (await readFrozen(db, viewer, id))?.lanes.map((lane) => [lane.name, lane.settings]);
    expect(await kept()).toEqual([
      ["production", settings],
      ["wrong", { k: 1, filters: [] }],
    ]);
    await sql`update console.frozen_results set lanes = jsonb_build_array((lanes->0) - 'settings',
      jsonb_set(lanes->1, '{settings}', '{"k": 1, "of another version": true}')) where id = ${id}`.execute(
      db,
    );
    expect(await kept()).toEqual([
      ["production", null],
      ["wrong", { k: 1 }],
    ]);
  });

  test("cannot be written by who may not save, nor changed by the console's own role", async () => {
    await expect(freeze(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const id = await freeze();
    for (const statement of [
      sql`update console.frozen_results set title = 'x' where id = ${id}`,
      sql`delete from console.frozen_results where id = ${id}`,
    ])
      await expect(
        withRole(db, "perazzi_console", (tx) => statement.execute(tx)),
      ).rejects.toMatchObject({ code: "42501" });
  });

  test("say what became of a chunk, and withhold what its reader may not see today", async () => {
    const id = await freeze();
    const lane = async (staff: Staff) => (await readFrozen(db, staff, id))?.lanes[0];
    await sql`update public.chunks set text = 'Frames are welded.' where id = ${chunk}`.execute(db);
    expect((await lane(viewer))?.since).toEqual({ [chunk]: "changed" });
    expect((await readFrozen(db, viewer, id))?.writesSince).toBeGreaterThan(0);

    await sql`update public.documents set visibility = 'admin-only' where id = ${document}`.execute(
      db,
    );
    expect(await lane(viewer)).toMatchObject({ withheld: true, result: { results: [] } });
    expect(await lane(admin)).toMatchObject({ withheld: false, result: { results: [{}] } });

    await sql`update public.documents set visibility = 'public' where id = ${document}`.execute(db);
    await sql`update public.chunks set text = 'Frames are brazed by hand.' where id = ${chunk}`.execute(
      db,
    );
  });

  test("keep a lane that was asked beyond its reader's rights from him whole: its figures count what is hidden", async () => {
    const id = await freeze(admin, { visibility: "admin-only" });
    const [wide, narrow] = (await readFrozen(db, viewer, id))?.lanes ?? [];
    expect(wide).toEqual({
      name: "production",
      token: "production",
      settings: null,
      result: null,
      problem: expect.stringContaining("admin"),
      since: {},
      withheld: true,
    });
    expect(narrow).toMatchObject({ withheld: false, result: { results: [{}] } });
    expect((await readFrozen(db, admin, id))?.lanes[0]).toMatchObject({
      withheld: false,
      result: { results: [{}] },
    });
  });

  test("show no amount of a document that is price-sensitive by now, nor of one that is gone", async () => {
    const id = await freeze();
    await sql`update console.frozen_results set title = title`.execute(db);
    await sql`update console.frozen_results set lanes = replace(lanes::text, 'by hand.', 'for € 4,900.')::jsonb
      where id = ${id}`.execute(db);
    const text = async () =>
      (await readFrozen(db, admin, id))?.lanes[0]?.result?.results[0]?.text ?? "";
    expect(await text()).toContain("4,900");
    await sql`update public.documents set pricing_sensitive = true where id = ${document}`.execute(
      db,
    );
    expect(await text()).not.toContain("4,900");
    await sql`update public.documents set pricing_sensitive = false where id = ${document}`.execute(
      db,
    );
    await sql`delete from public.documents where id = ${document}`.execute(db);
    expect(await text()).not.toContain("4,900");
    expect((await readFrozen(db, admin, id))?.lanes[0]?.since).toEqual({ [chunk]: "gone" });
  });

  test("are not there under another id", async () => {
    expect(await readFrozen(db, admin, chunk)).toBeUndefined();
  });
});

describe("the history of questions", () => {
  test("is each person's own, one row a question, the last asked first", async () => {
    await sql`insert into console.staff (id, email, role) values (${qa.id}, ${qa.email}, 'qa'),
      (${viewer.id}, ${viewer.email}, 'viewer')`.execute(db);
    await recordAsked(db, qa, { text: "first", context: { mode: "owner" }, lanes: ["production"] });
    await recordAsked(db, qa, { text: "second", context: {}, lanes: [] });
    await recordAsked(db, qa, { text: "first", context: {}, lanes: ["hybrid"] });
    await recordAsked(db, viewer, { text: "mine", context: {}, lanes: [] });
    const { mine } = await listAsked(db, qa);
    expect(mine).toMatchObject([
      { text: "first", times: 2, lanes: ["hybrid"], context: {} },
      { text: "second", times: 1 },
    ]);
  });

  test("keeps 300 questions", async () => {
    await sql`insert into console.query_history (staff_id, text, asked_at)
      select ${viewer.id}, 'old ' || n, now() - interval '1 day' from generate_series(1, 320) n`.execute(
      db,
    );
    await recordAsked(db, viewer, { text: "new", context: {}, lanes: [] });
    const { rows } = await sql<{ count: number }>`select count(*)::int as count
      from console.query_history where staff_id = ${viewer.id}`.execute(db);
    expect(rows[0]?.count).toBe(300);
    expect((await listAsked(db, viewer)).mine[0]?.text).toBe("new");
  });

  test("shows what programs asked only while logging their words is switched on", async () => {
    await sql`insert into console.retrieval_log (id, at, origin, status, asked_with, query_text, total_ms, result_count)
      values (console.uuid_v7(), now(), 'api', 200, 'query', 'how old', 1, 4),
        (console.uuid_v7(), now(), 'api', 200, 'query', 'how old', 1, 3),
        (console.uuid_v7(), now(), 'api', 200, 'query', null, 1, 3),
        (console.uuid_v7(), now(), 'lab', 200, 'query', 'lab words', 1, 3)`.execute(db);
    expect(await listAsked(db, qa)).toMatchObject({ production: [], productionLogged: false });
    await sql`insert into console.settings (key, value) values ('retrieval_log', '{"queryText": true}')`.execute(
      db,
    );
    expect(await listAsked(db, qa)).toMatchObject({
      production: [{ text: "how old", times: 2 }],
      productionLogged: true,
    });
  });

  test("shows words asked beyond internal content to admins alone", async () => {
    await sql`insert into console.retrieval_log
        (id, at, origin, status, asked_with, query_text, total_ms, result_count, visibility, confidentiality)
      values (console.uuid_v7(), now(), 'api', 200, 'query', 'about the takeover', 1, 1, 'admin-only', 'normal'),
        (console.uuid_v7(), now(), 'api', 200, 'query', 'about the dispute', 1, 1, 'public', 'elevated')`.execute(
      db,
    );
    const asked = async (staff: Staff) =>
      (await listAsked(db, staff)).production.map(({ text }) => text).toSorted();
    expect(await asked(viewer)).toEqual(["how old"]);
    expect(await asked(admin)).toEqual(["about the dispute", "about the takeover", "how old"]);
  });
});
