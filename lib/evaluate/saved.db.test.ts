import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { changeConfiguration } from "./change-configuration.ts";
import { changeQuery } from "./change-query.ts";
import { importQueries } from "./import-queries.ts";
import { listConfigurations } from "./list-configurations.ts";
import { listQueries } from "./list-queries.ts";
import { readQuery } from "./read-query.ts";
import { removeSaved } from "./remove-saved.ts";
import { saveConfiguration } from "./save-configuration.ts";
import { saveQuery } from "./save-query.ts";
import { listQueriesSchema, queryInputSchema } from "./schemas.ts";

let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
});
afterAll(() => close());
beforeEach(async () => {
  await sql`delete from console.saved_queries`.execute(db);
  await sql`delete from console.saved_configurations`.execute(db);
  await sql`delete from console.query_sets`.execute(db);
});

function person(role: Role, name: string): Staff {
  const id = `00000000-0000-4000-8000-${name.padStart(12, "0").replace(/[^0-9a-f]/g, "a")}`;
  return { id, userId: null, email: `${name}@example.com`, role };
}
const ada = person("qa", "ada");
const bob = person("qa", "bob");
const viewer = person("viewer", "vi");
const boss = person("admin", "cab");
const everything = listQueriesSchema.parse({});
const question = (input: object) =>
  queryInputSchema.parse({ name: "Year", text: "how old", ...input });
const configuration = (input: object) => ({
  name: "exact",
  note: null,
  settings: { plan: "exact" as const },
  shared: true,
  ...input,
});

describe("saved configurations", () => {
  test("are shared under a name that nobody else can take, and audited", async () => {
    const saved = await saveConfiguration(db, ada, configuration({}), "req-1");
    expect(saved).toMatchObject({ settings: { plan: "exact" }, owner: ada.email, mine: true });
    expect((await listConfigurations(db, bob))[0]).toMatchObject({ name: "exact", mine: false });
    await expect(
      saveConfiguration(db, bob, configuration({ name: "EXACT" })),
    ).rejects.toMatchObject({
      code: "conflict",
      fields: { name: expect.stringContaining("EXACT") },
    });
    expect(await audited(saved.id)).toEqual(["configuration.save settings"]);
  });

  test("are changed by whoever has read them last", async () => {
    const saved = await saveConfiguration(db, ada, configuration({}));
    const input = configuration({ settings: { k: 5 } });
    const changed = await changeConfiguration(db, bob, { id: saved.id, version: 1, input });
    expect(changed).toMatchObject({ settings: { k: 5 }, version: 2 });
    await expect(
      changeConfiguration(db, ada, { id: saved.id, version: 1, input }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("private ones are not there for others, and sharing ends only by their owner", async () => {
    const own = await saveConfiguration(db, ada, configuration({ shared: false }));
    expect(await listConfigurations(db, bob)).toEqual([]);
    const removal = { table: "saved_configurations" as const, id: own.id, version: 1 };
    await expect(removeSaved(db, bob, removal)).rejects.toMatchObject({ code: "not_found" });
    const shared = await saveConfiguration(db, ada, configuration({ name: "other" }));
    await expect(
      changeConfiguration(db, bob, {
        id: shared.id,
        version: 1,
        input: configuration({ shared: false }),
      }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await removeSaved(db, ada, removal);
    await expect(removeSaved(db, ada, removal)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a stored setting that makes no sense any more counts as production's", async () => {
    const saved = await saveConfiguration(db, ada, configuration({}));
    await sql`update console.saved_configurations
      set settings = '{"k": 5, "plan": "psychic", "gone": 1}' where id = ${saved.id}`.execute(db);
    expect((await listConfigurations(db, ada))[0]?.settings).toEqual({ k: 5 });
  });
});

test.each(["viewer", "content_owner"] as const)("saving is not for a %s", async (role) => {
  const actor = person(role, "no");
  const refused = { code: "forbidden" };
  await expect(saveConfiguration(db, actor, configuration({}))).rejects.toMatchObject(refused);
  await expect(saveQuery(db, actor, question({}))).rejects.toMatchObject(refused);
  await expect(importQueries(db, actor, { csv: "text\nx" })).rejects.toMatchObject(refused);
});

describe("saved queries", () => {
  test("stand in named sets, with how many each holds for who looks", async () => {
    await saveQuery(db, ada, question({ set: "Age" }));
    await saveQuery(db, bob, question({ set: "age", name: "Serial", shared: false }));
    await saveQuery(db, ada, question({ name: "Loose" }));
    const seen = await listQueries(db, viewer, everything);
    expect(seen).toMatchObject({ total: 2, withoutSet: 1, sets: [{ name: "Age", queries: 1 }] });
    const [set] = seen.sets;
    const own = await listQueries(db, bob, { ...everything, set: set?.id ?? "" });
    expect(own.items.map((query) => query.name)).toEqual(["Serial", "Year"]);
    const found = await listQueries(db, ada, { ...everything, q: "100%" });
    expect(found.items).toEqual([]);
  });

  test("keep what they expect; a replaced chunk is followed to its successor", async () => {
    const document = await insertDocument(db, { path: "a.md" });
    const chunk = await insertChunk(db, document, { heading_path: "A > B" });
    const expected = [{ kind: "chunk", id: chunk, path: "a.md", heading: "A > B" }];
    const saved = await saveQuery(db, ada, question({ expected }));
    await sql`delete from public.chunks where id = ${chunk}`.execute(db);
    expect((await readQuery(db, ada, saved.id))?.expected[0]?.id).toBe(chunk);
    const successor = await insertChunk(db, document, { heading_path: "A > B" });
    expect((await readQuery(db, ada, saved.id))?.expected[0]?.id).toBe(successor);
  });

  test("name a document or chunk only to readers who may see it, and lose nothing when one of the others changes them", async () => {
    const [document = "", chunk = ""] = await hiddenChunk("takeover.md");
    const expected = [
      { kind: "document", id: document, path: "takeover.md", heading: null },
      { kind: "chunk", id: chunk, path: "takeover.md", heading: "Bid" },
      { kind: "document", id: null, path: "later.md", heading: null },
    ];
    const saved = await saveQuery(db, boss, question({ expected, unwanted: [expected[1]] }));
    expect(saved.expected).toEqual(expected);
    const read = await readQuery(db, ada, saved.id);
    expect(read?.expected).toEqual([
      { kind: "document", id: document, path: "", heading: null },
      { kind: "chunk", id: chunk, path: "", heading: null },
      expected[2],
    ]);
    expect((await listQueries(db, viewer, everything)).items[0]?.unwanted).toEqual([
      { kind: "chunk", id: chunk, path: "", heading: null },
    ]);

    const input = question({ text: "who bids", expected: read?.expected, unwanted: [] });
    await changeQuery(db, ada, { id: saved.id, version: 1, input });
    expect((await readQuery(db, boss, saved.id))?.expected).toEqual(expected);
    expect(await audited(saved.id)).toEqual([
      "query.change text",
      "query.change unwanted",
      "query.save text",
    ]);

    await sql`delete from public.chunks where id = ${chunk}`.execute(db);
    const successor = await insertChunk(db, document, { heading_path: "Bid" });
    const idFor = async (staff: Staff) => (await readQuery(db, staff, saved.id))?.expected[1]?.id;
    expect(await idFor(ada)).toBe(chunk);
    expect(await idFor(boss)).toBe(successor);
    await sql`delete from public.documents where id = ${document}`.execute(db);
    expect((await readQuery(db, ada, saved.id))?.expected[0]?.path).toBe("");
  });

  test("show no amount in a heading of a price-sensitive document", async () => {
    const document = await insertDocument(db, { path: "prices.md" });
    const chunk = await insertChunk(db, document, { heading_path: "Case € 4,900" });
    const expected = [{ kind: "chunk", id: chunk, path: "prices.md", heading: "Case € 4,900" }];
    const saved = await saveQuery(db, ada, question({ expected }));
    const heading = async () => (await readQuery(db, boss, saved.id))?.expected[0]?.heading;
    expect(await heading()).toBe("Case € 4,900");
    await sql`update public.documents set pricing_sensitive = true where id = ${document}`.execute(
      db,
    );
    expect(await heading()).toBe("Case [price removed]");
  });

  test("are changed field by field in the audit log, and only in the version that was read", async () => {
    const saved = await saveQuery(db, ada, question({}));
    const input = question({ text: "what year", set: "Age" });
    const changed = await changeQuery(db, bob, { id: saved.id, version: saved.version, input });
    expect(changed).toMatchObject({ text: "what year", set: "Age", version: 2, mine: false });
    expect(await audited(saved.id)).toEqual([
      "query.change set",
      "query.change text",
      "query.save text",
    ]);
    await expect(changeQuery(db, ada, { id: saved.id, version: 1, input })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("private ones are not there for others", async () => {
    const own = await saveQuery(db, ada, question({ shared: false }));
    expect(await readQuery(db, bob, own.id)).toBeUndefined();
    await expect(
      changeQuery(db, bob, { id: own.id, version: 1, input: question({}) }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("importing queries", () => {
  test("adds each question once, with documents by path, and names what it cannot read", async () => {
    const document = await insertDocument(db, { path: "Brand/warranty.md" });
    const csv = `text,set,expected
how long is it,Warranty,Brand/warranty.md|Brand/later.md
,Warranty,
whose is it,Warranty,00000000-0000-4000-8000-00000000dead`;
    const report = await importQueries(db, ada, { csv });
    expect(report).toEqual({
      added: 1,
      known: 0,
      problems: [
        { line: 3, message: "There is no question." },
        {
          line: 4,
          message: "No chunk or document has the id 00000000-0000-4000-8000-00000000dead.",
        },
      ],
    });
    const { items } = await listQueries(db, viewer, everything);
    expect(items[0]?.expected).toEqual([
      { kind: "document", id: document, path: "Brand/warranty.md", heading: null },
      { kind: "document", id: null, path: "Brand/later.md", heading: null },
    ]);
    expect(await importQueries(db, ada, { csv })).toMatchObject({ added: 0, known: 1 });
  });

  test("knows of what its reader may see, and of no amount in a heading", async () => {
    const [document = "", chunk = ""] = await hiddenChunk("bid.md");
    const priced = await insertDocument(db, { path: "list.md", pricing_sensitive: true });
    const row = await insertChunk(db, priced, { heading_path: "Case 4900" });
    const csv = `text,expected\none,${document}\ntwo,${chunk}\nthree,bid.md\nfour,${row}`;
    const { problems } = await importQueries(db, ada, { csv });
    expect(problems.map(({ message }) => message)).toEqual([
      `No chunk or document has the id ${document}.`,
      `No chunk or document has the id ${chunk}.`,
    ]);
    const { items } = await listQueries(db, ada, everything);
    expect(Object.fromEntries(items.map(({ text, expected }) => [text, expected]))).toEqual({
      three: [{ kind: "document", id: null, path: "bid.md", heading: null }],
      four: [{ kind: "chunk", id: row, path: "list.md", heading: "Case [price removed]" }],
    });
    const { rows } = await sql<{ stored: string }>`select expected::text as stored
      from console.saved_queries where text = 'four'`.execute(db);
    expect(rows[0]?.stored).not.toContain("4900");
    expect(await importQueries(db, boss, { csv: `text,expected\none,${chunk}` })).toMatchObject({
      added: 1,
      problems: [],
    });
  });
});

/** A document that only admins may see, and its chunk. */
async function hiddenChunk(path: string): Promise<string[]> {
  const document = await insertDocument(db, { path, visibility: "admin-only" });
  return [document, await insertChunk(db, document, { heading_path: "Bid" })];
}

async function audited(id: string): Promise<string[]> {
  const { rows } = await sql<{ entry: string }>`select action || ' ' || field as entry
    from console.audit_log where subject_id = ${id} order by 1`.execute(db);
  return rows.map((row) => row.entry);
}
