import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Staff } from "#lib/auth/schemas.ts";
import { withRole } from "#lib/db/with-role.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listForeignWrites } from "./foreign-writes.ts";
import { restoreForeignWrite } from "./restore-foreign-write.ts";

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
