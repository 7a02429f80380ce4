import { execFile } from "node:child_process";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "#lib/db/migrate.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { emptyDatabase } from "#lib/testing/emptied-database.ts";
import { startFakeAuth } from "#lib/testing/fake-auth.ts";

let base: TestDatabase;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

type Ended = { code: number; out: string; err: string };

/** `pnpm staff` as a process of its own, over the test's database unless told otherwise. */
function staff(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      ["lib/cli/staff.ts", ...args],
      { env: childEnvironment(env) },
      (_error, out, err) => done({ code: child.exitCode ?? -1, out: out.trim(), err: err.trim() }),
    );
  });
}

test("people are added, listed, given another role and removed; the last admin stays", async () => {
  expect(await staff(["list"])).toEqual({ code: 0, out: "Nobody is on the list.", err: "" });
  expect(await staff(["add", "Ada@Example.com", "--role", "admin"])).toMatchObject({ code: 0 });
  expect(await staff(["add", "ben@example.com"])).toMatchObject({ code: 0 });
  expect(await staff(["role", "ben@example.com", "qa"])).toMatchObject({
    code: 0,
    out: "ben@example.com is qa.",
  });
  const { out } = await staff(["list", "--json"]);
  expect(
    JSON.parse(out).map((one: { email: string; role: string }) => one.email + one.role),
  ).toEqual(expect.arrayContaining(["ada@example.comadmin", "ben@example.comqa"]));
  const last = await staff(["remove", "ada@example.com", "--json"]);
  expect(last.code).toBe(1);
  expect(JSON.parse(last.err).error.code).toBe("conflict");
  expect(await staff(["remove", "ben@example.com"])).toMatchObject({
    code: 0,
    out: "ben@example.com is off the staff list.",
  });
  expect(await staff(["role", "ben@example.com", "viewer"])).toMatchObject({
    code: 1,
    err: "ben@example.com is not on the staff list.",
  });
});

test("with a secret key a person is invited to the console's own page; where that fails it says so", async () => {
  const auth = await startFakeAuth();
  const env = {
    NEXT_PUBLIC_SUPABASE_URL: auth.url,
    SUPABASE_SECRET_KEY: auth.keys.secret,
    CONSOLE_ORIGIN: "https://console.example.com",
  };
  try {
    const { code, out } = await staff(["add", "fay@example.com"], env);
    expect([code, out]).toEqual([
      0,
      "fay@example.com is on the staff list, and an invitation is on its way.",
    ]);
    expect(auth.mails).toMatchObject([
      { to: "fay@example.com", redirectTo: "https://console.example.com/password" },
    ]);
    auth.fault = "500";
    const failed = await staff(["add", "gus@example.com"], env);
    expect(failed.out).toContain("but the invitation was not sent");
  } finally {
    await auth.close();
  }
});

test("what cannot be read says how it is used, and opens nothing", async () => {
  const nowhere = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" };
  for (const args of [
    ["hire", "ada@example.com"],
    ["list", "--unknown"],
  ]) {
    const { code, err } = await staff(args, nowhere);
    expect(code).toBe(1);
    expect(err).toMatch(/^Usage: pnpm staff list/);
  }
});

test("a wrong variable, or a database that is away, is one line", async () => {
  const variable = await staff(["list"], { CONSOLE_ENVIRONMENT: "moon" });
  expect(variable).toEqual({
    code: 1,
    out: "",
    err: "CONSOLE_ENVIRONMENT takes local, preview or production",
  });
  const away = await staff(["list"], { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
  expect(away).toEqual({
    code: 1,
    out: "",
    err: "The database cannot be reached (ECONNREFUSED). Check DATABASE_URL and PGSSL_MODE, and that the server runs.",
  });
});

test("nothing is written into a database of another environment, nor into one without the schema", async () => {
  const other = await staff(["add", "eve@example.com"], { CONSOLE_ENVIRONMENT: "preview" });
  expect(other.code).toBe(1);
  expect(other.err).toMatch(/^This database belongs to the environment local, but/);
  const { rows } = await sql`select 1 from console.staff where email = 'eve@example.com'`.execute(
    base.db,
  );
  expect(rows).toEqual([]);
  await emptyDatabase(base.db);
  const empty = await staff(["list"]);
  expect(empty.code).toBe(1);
  expect(empty.err).toMatch(/Run: npx pnpm db:migrate/);
  await migrate(base.db);
  expect(await staff(["list"])).toMatchObject({ code: 0 });
});
