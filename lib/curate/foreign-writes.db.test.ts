import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { readDocument } from "#lib/corpus/read-document.ts";
import { withRole } from "#lib/db/with-role.ts";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { withoutIds } from "#lib/testing/without-ids.ts";
import { countForeignWrites, listForeignWrites } from "./foreign-writes.ts";
import { restoreForeignWrite } from "./restore-foreign-write.ts";
import { settleForeignWrites } from "./settle-foreign-writes.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
const admin: Staff = {
  id: randomUUID(),
  userId: randomUUID(),
  email: "a@example.com",
  role: "admin",
};
const id = randomUUID();
beforeAll(async () => {
  base = await testDatabase();
  await sql`insert into public.documents (id, path, title, category, doc_type, status, embed_mode, tags)
    values (${id}, 'a.md', 'By hand', 'texts', 'note', 'active', 'full', '["by hand"]')`.execute(
    base.db,
  );
});
afterAll(() => base.close());

const list = async () => (await listForeignWrites(base.db, { seesRestricted: true })).items;

test("what other software overwrites is listed with what stood there, and restored; our own writes are not", async () => {
  await withRole(base.db, "perazzi_curate", (tx) =>
    sql`update public.documents set title = 'By hand, again' where id = ${id}`.execute(tx),
  );
  expect(await list()).toEqual([]);
  await sql`update public.documents set title = 'Overwritten', tags = null, ingested_at = now() where id = ${id}`.execute(
    base.db,
  );
  const [write] = await list();
  expect(write).toMatchObject({
    relation: "documents",
    path: "a.md",
    before: { title: "By hand, again", tags: ["by hand"] },
    after: { title: "Overwritten", tags: null },
  });
  await restoreForeignWrite(base.db, admin, write?.id ?? 0);
  const { rows } = await sql`select title, tags from public.documents where id = ${id}`.execute(
    base.db,
  );
  expect(rows).toEqual([{ title: "By hand, again", tags: ["by hand"] }]);
  expect(await list()).toEqual([]);
  await expect(restoreForeignWrite(base.db, admin, write?.id ?? 0)).rejects.toMatchObject({
    code: "not_found",
  });
});

test("what was changed again since is not restored over that change", async () => {
  await sql`update public.documents set title = 'Overwritten' where id = ${id}`.execute(base.db);
  const [write] = await list();
  await withRole(base.db, "perazzi_curate", (tx) =>
    sql`update public.documents set title = 'Mended by a person' where id = ${id}`.execute(tx),
  );
  await expect(restoreForeignWrite(base.db, admin, write?.id ?? 0)).rejects.toMatchObject({
    code: "conflict",
  });
  expect((await list()).map((one) => one.id)).toEqual([write?.id]);
});

test("many are decided on at once: what cannot be put back is left with the reason, what stands is not listed as open", async () => {
  const [blocked] = await list();
  await sql`update public.documents set language = 'it' where id = ${id}`.execute(base.db);
  await sql`update public.documents set audiences = '["owner"]' where id = ${id}`.execute(base.db);
  const [audiences, language] = await list();
  const restored = await settleForeignWrites(
    base.db,
    { how: "restore", ids: [language?.id ?? 0, blocked?.id ?? 0] },
    admin,
    "request",
  );
  expect(restored.settled).toBe(1);
  expect(restored.left).toMatchObject([{ id: blocked?.id, why: expect.stringMatching(/again/) }]);
  const owner: Staff = { ...admin, email: "o@example.com", role: "content_owner" };
  const kept = { how: "keep" as const, ids: [audiences?.id ?? 0] };
  expect((await settleForeignWrites(base.db, kept, owner, "request")).settled).toBe(1);
  expect((await settleForeignWrites(base.db, kept, owner, "request")).left).toHaveLength(1);
  expect((await list()).map((one) => one.id)).toEqual([blocked?.id]);
  const settled = await listForeignWrites(base.db, {
    seesRestricted: true,
    state: "settled",
    field: "audiences",
  });
  expect(settled.items).toMatchObject([{ settled: { how: "kept", by: "o@example.com" } }]);
  await expect(
    settleForeignWrites(base.db, { ...kept, how: "restore" }, owner, "request"),
  ).rejects.toMatchObject({ code: "forbidden" });
  const { rows } =
    await sql`select actor_label from console.audit_log where action = 'document.keep'`.execute(
      base.db,
    );
  expect(rows).toEqual([{ actor_label: "o@example.com" }]);
});

test("filters by path, login and field: a value that fits nothing finds nothing", async () => {
  const find = async (search: object) =>
    (await listForeignWrites(base.db, { seesRestricted: true, ...search })).items.length;
  expect(await find({ path: "A.M" })).toBe(1);
  expect(await find({ path: "%" })).toBe(0);
  expect(await find({ field: "title" })).toBe(1);
  expect(await find({ field: "tags" })).toBe(0);
  expect(await find({ login: "nobody" })).toBe(0);
  expect(await find({ documentId: id })).toBe(4);
});

test("the document's page says that another program set the value, until somebody else does", async () => {
  const language = async () => {
    const rules = { redact: (text: string) => text, redactionVersion: "" };
    const { metadata } = await readDocument(base.db, id, { seesRestricted: true }, rules);
    return metadata.find(({ field }) => field === "language");
  };
  await sql`update public.documents set language = 'fr' where id = ${id}`.execute(base.db);
  expect(await language()).toMatchObject({ value: "fr", origin: "other writer" });
  await withRole(base.db, "perazzi_curate", (tx) =>
    sql`update public.documents set language = 'en' where id = ${id}`.execute(tx),
  );
  expect(await language()).toMatchObject({ value: "en", origin: "file" });
});

test("a chunk that a person may not see is not told of, nor once it is gone; only fields can be let stand", async () => {
  const document = await insertDocument(base.db, { path: "chunks.md" });
  const [open, hidden] = [
    await insertChunk(base.db, document, { chunk_index: 0 }),
    await insertChunk(base.db, document, { chunk_index: 1, visibility: "admin-only" }),
  ];
  for (const chunk of [open, hidden])
    await sql`update public.chunks set context_tags = '["written"]' where id = ${chunk}`.execute(
      base.db,
    );
  const of = async (seesRestricted: boolean) =>
    (await listForeignWrites(base.db, { seesRestricted, path: "chunks.md", state: "open" })).items;
  const fields = (items: Awaited<ReturnType<typeof of>>) =>
    items.filter(({ kind }) => kind === "metadata");
  expect(fields(await of(true)).map(({ rowId }) => rowId)).toEqual([hidden, open]);
  expect(fields(await of(false)).map(({ rowId }) => rowId)).toEqual([open]);
  const all = await countForeignWrites(base.db, { seesRestricted: true });
  expect(await countForeignWrites(base.db, { seesRestricted: false })).toBe(all - 1);

  const owner: Staff = { ...admin, email: "o@example.com", role: "content_owner" };
  const [write] = fields(await of(true));
  await sql`delete from public.chunks where id = ${open}`.execute(base.db);
  expect(fields(await of(false))).toEqual([]);
  const texts = (await of(false)).filter(({ kind }) => kind !== "metadata");
  expect(texts.map(({ kind }) => kind)).toContain("removed");
  const ids = [write?.id ?? 0, ...texts.map((one) => one.id)];
  const kept = await settleForeignWrites(base.db, { how: "keep", ids }, owner, "request");
  expect(kept.settled).toBe(0);
  expect(kept.left.map(({ why }) => why)).toEqual(ids.map(() => expect.stringMatching(/no such/)));
});

test("what was written into a document that is sensitive to prices is listed without amounts", async () => {
  const document = await insertDocument(base.db, { path: "prices.md" });
  await sql`update public.documents set approver = 'Ada, 4200 a year' where id = ${document}`.execute(
    base.db,
  );
  await withRole(base.db, "perazzi_curate", (tx) =>
    sql`update public.documents set pricing_sensitive = true where id = ${document}`.execute(tx),
  );
  const { items } = await listForeignWrites(base.db, { seesRestricted: true, path: "prices.md" });
  expect(items).toHaveLength(1);
  expect(withoutIds(JSON.stringify(items))).not.toContain("4200");
});
