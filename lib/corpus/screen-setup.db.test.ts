import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { deleteView } from "./delete-view.ts";
import { keepDefaultView, keepLayout } from "./keep-preferences.ts";
import { readScreenSetup } from "./read-screen-setup.ts";
import { saveView } from "./save-view.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let ada: Staff;
let ben: Staff;
let root: Staff;

beforeAll(async () => {
  database = await testDatabase();
  [ada, ben, root] = await Promise.all([
    person("content_owner"),
    person("viewer"),
    person("admin"),
  ]);
});
afterAll(() => database.close());

async function person(role: Role): Promise<Staff> {
  const email = `${crypto.randomUUID().slice(0, 8)}@example.com`;
  const { rows } =
    await sql<Staff>`insert into console.staff (email, role) values (${email}, ${role})
    returning id, email, role`.execute(database.db);
  if (!rows[0]) throw new Error("no staff row");
  return rows[0];
}

const setup = (staff: Staff, screen: "documents" | "chunks" = "documents") =>
  readScreenSetup(database.db, screen, staff);
const save = (staff: Staff, name: string, shared = false) =>
  saveView(database.db, "documents", { name, query: "status=active", shared }, staff);

test("a layout is kept for one person and one screen; nonsense counts as none", async () => {
  const layout = {
    columns: [{ id: "path", shown: true, width: 300 }],
    density: "comfortable" as const,
  };
  await keepLayout(database.db, "documents", layout, ada);
  expect((await setup(ada)).layout).toEqual(layout);
  expect((await setup(ada, "chunks")).layout).toBeNull();
  expect((await setup(ben)).layout).toBeNull();
  await sql`update console.table_preferences set layout = '{"columns":"all"}' where staff_id = ${ada.id}`.execute(
    database.db,
  );
  expect((await setup(ada)).layout).toBeNull();
});

test("a private view is one's own, a shared one everybody's; only editors share", async () => {
  await save(ada, "Mine");
  await save(ada, "Ours", true);
  expect((await setup(ada)).views.map(({ name, by }) => [name, by])).toEqual([
    ["Mine", null],
    ["Ours", null],
  ]);
  expect((await setup(ben)).views).toMatchObject([
    { name: "Ours", by: ada.email, mayDelete: false },
  ]);
  expect((await setup(ada, "chunks")).views).toEqual([]);
  expect(() => save(ben, "Everybody's", true)).toThrow(/role/);
});

test("the view to begin with must be one that the person sees, and goes with it", async () => {
  const mine = await save(ada, "Beginning");
  await keepDefaultView(database.db, "documents", mine.id, ada);
  expect((await setup(ada)).defaultView).toBe(mine.id);
  await expect(keepDefaultView(database.db, "documents", mine.id, ben)).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(keepDefaultView(database.db, "chunks", mine.id, ada)).rejects.toMatchObject({
    code: "not_found",
  });
  await deleteView(database.db, "documents", mine.id, ada);
  expect((await setup(ada)).defaultView).toBeNull();
});

test("others' views cannot be deleted; an admin may delete shared ones, a shared one outlives its maker", async () => {
  const shared = await save(ada, "Keep", true);
  const own = await save(ada, "Own");
  for (const [view, who] of [
    [shared, ben],
    [own, root],
    [own, ben],
  ] as const)
    await expect(deleteView(database.db, "documents", view.id, who)).rejects.toMatchObject({
      code: "not_found",
    });
  await sql`delete from console.staff where id = ${ada.id}`.execute(database.db);
  expect((await setup(ben)).views.map(({ name }) => name)).toContain("Keep");
  await deleteView(database.db, "documents", shared.id, root);
  expect((await setup(ben)).views.map(({ name }) => name)).not.toContain("Keep");
});
