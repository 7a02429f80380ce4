import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#lib/db/pool.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { addStaff } from "./add-staff.ts";
import { changeRole } from "./change-role.ts";
import { findStaff } from "./find-staff.ts";
import { listStaff } from "./list-staff.ts";
import { removeStaff } from "./remove-staff.ts";
import type { Role, Staff } from "./schemas.ts";

const operator = { label: "test" };
let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
});
afterAll(() => close());

beforeEach(async () => {
  await sql`delete from console.staff`.execute(db);
});

describe("adding staff", () => {
  test("puts the address on the list, in lower case, and into the audit log", async () => {
    const row = await addStaff(db, operator, { email: " Ada@Example.COM ", role: "qa" }, "req-1");
    expect(row).toMatchObject({ email: "ada@example.com", role: "qa", userId: null });
    expect(await audited(row.id)).toEqual([
      { action: "staff.add", field: "email", from: null, to: "ada@example.com", by: "test" },
      { action: "staff.add", field: "role", from: null, to: "qa", by: "test" },
    ]);
  });

  test("refuses an address that is on the list", async () => {
    await addStaff(db, operator, { email: "ada@example.com", role: "qa" });
    await expect(
      addStaff(db, operator, { email: "ADA@example.com", role: "admin" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test.each<Role>(["viewer", "content_owner", "qa"])("is not for a %s", async (role) => {
    const actor = await person("someone@example.com", role);
    await expect(
      addStaff(db, actor, { email: "ada@example.com", role: "viewer" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(await addresses()).toEqual(["someone@example.com"]);
  });
});

describe("changing a role", () => {
  test("changes it once and says so in the audit log", async () => {
    const admin = await person("admin@example.com", "admin");
    const ada = await person("ada@example.com", "viewer");
    const { version } = await rowOf(ada);
    const changed = await changeRole(db, admin, { id: ada.id, role: "qa", version });
    expect(changed.role).toBe("qa");
    const changes = (await audited(ada.id)).filter((entry) => entry.action === "staff.role");
    expect(changes).toEqual([
      { action: "staff.role", field: "role", from: "viewer", to: "qa", by: "admin@example.com" },
    ]);
  });

  test("refuses a version that somebody else has changed", async () => {
    const admin = await person("admin@example.com", "admin");
    const ada = await person("ada@example.com", "viewer");
    const { version } = await rowOf(ada);
    await changeRole(db, admin, { id: ada.id, role: "qa", version });
    await expect(
      changeRole(db, admin, { id: ada.id, role: "admin", version }),
    ).rejects.toMatchObject({ code: "conflict", details: expect.objectContaining({ role: "qa" }) });
  });

  test("never takes the role from the last admin", async () => {
    const admin = await person("admin@example.com", "admin");
    await expect(changeRole(db, admin, { id: admin.id, role: "viewer" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("does not know a person who is not on the list", async () => {
    await expect(
      changeRole(db, operator, { id: randomUUID(), role: "viewer" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("removing staff", () => {
  test("makes the person a stranger at once", async () => {
    const admin = await person("admin@example.com", "admin");
    const ada = await person("ada@example.com", "viewer");
    const user = { id: randomUUID(), email: ada.email, emailConfirmed: true };
    expect(await findStaff(db, user)).toMatchObject({ id: ada.id });
    await removeStaff(db, admin, { id: ada.id });
    expect(await findStaff(db, user)).toBeUndefined();
  });

  test("never removes the last admin", async () => {
    const admin = await person("admin@example.com", "admin");
    await person("ada@example.com", "viewer");
    await expect(removeStaff(db, admin, { id: admin.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("two admins who remove each other at the same time leave one", async () => {
    for (let round = 0; round < 10; round++) {
      await sql`delete from console.staff`.execute(db);
      const a = await person("a@example.com", "admin");
      const b = await person("b@example.com", "admin");
      const ends = await Promise.allSettled([
        removeStaff(db, a, { id: b.id }),
        removeStaff(db, b, { id: a.id }),
      ]);
      expect(ends.map((end) => end.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await addresses()).toHaveLength(1);
    }
  });

  test("a removal and a demotion at the same time leave one admin", async () => {
    const a = await person("a@example.com", "admin");
    const b = await person("b@example.com", "admin");
    await Promise.allSettled([
      removeStaff(db, a, { id: b.id }),
      changeRole(db, b, { id: a.id, role: "viewer" }),
    ]);
    const { items } = await listStaff(db, operator);
    expect(items.filter((row) => row.role === "admin")).toHaveLength(1);
  });
});

describe("listing staff", () => {
  test("goes on after the last address of a page", async () => {
    for (const name of ["c", "a", "b"]) await person(`${name}@example.com`, "viewer");
    const first = await listStaff(db, operator, { limit: 2 });
    expect(first.items.map((row) => row.email)).toEqual(["a@example.com", "b@example.com"]);
    const second = await listStaff(db, operator, { limit: 2, after: first.nextCursor ?? "" });
    expect(second.items.map((row) => row.email)).toEqual(["c@example.com"]);
    expect(second.nextCursor).toBeNull();
  });
});

describe("finding staff by a verified user", () => {
  test("a stranger is nobody", async () => {
    await person("ada@example.com", "viewer");
    const stranger = { id: randomUUID(), email: "eve@example.com", emailConfirmed: true };
    expect(await findStaff(db, stranger)).toBeUndefined();
  });

  test("an address that is not confirmed binds nothing", async () => {
    await person("ada@example.com", "admin");
    const user = { id: randomUUID(), email: "ada@example.com", emailConfirmed: false };
    expect(await findStaff(db, user)).toBeUndefined();
    expect((await listStaff(db, operator)).items[0]?.userId).toBeNull();
  });

  test("the first confirmed sign-in binds; from then on the address counts for nothing", async () => {
    const ada = await person("ada@example.com", "admin");
    const first = { id: randomUUID(), email: "Ada@Example.com", emailConfirmed: true };
    expect(await findStaff(db, first)).toMatchObject({ id: ada.id, userId: first.id });
    const impostor = { id: randomUUID(), email: "ada@example.com", emailConfirmed: true };
    expect(await findStaff(db, impostor)).toBeUndefined();
    const renamed = { id: first.id, email: "new@example.com", emailConfirmed: true };
    expect(await findStaff(db, renamed)).toMatchObject({ id: ada.id });
    expect((await audited(ada.id)).map((entry) => entry.action)).toContain("staff.bind");
  });

  test("of two accounts that come at the same time, one is bound", async () => {
    await person("ada@example.com", "admin");
    const users = [randomUUID(), randomUUID()].map((id) => ({
      id,
      email: "ada@example.com",
      emailConfirmed: true,
    }));
    const found = await Promise.all(users.map((user) => findStaff(db, user)));
    expect(found.filter(Boolean)).toHaveLength(1);
  });
});

async function person(email: string, role: Role): Promise<Staff> {
  return addStaff(db, operator, { email, role });
}

async function rowOf({ id }: Staff) {
  const { items } = await listStaff(db, operator);
  const row = items.find((item) => item.id === id);
  if (!row) throw new Error("not on the list");
  return row;
}

async function addresses(): Promise<string[]> {
  return (await listStaff(db, operator)).items.map((row) => row.email);
}

async function audited(id: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select action, field, from_value as "from", to_value as "to", actor_label as by
    from console.audit_log where subject_id = ${id} order by at, field`.execute(db);
  return rows;
}
