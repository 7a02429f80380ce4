import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { connectionConfig, type Db, openDatabase, surviveLostConnections } from "./pool.ts";
import { type DatabaseRole, type Tx, withRole } from "./with-role.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;
beforeAll(async () => {
  base = await testDatabase();
  db = openDatabase(base.url, 1);
});
afterAll(async () => {
  await db.destroy();
  await base.close();
});

type Settings = { role: string; timeout: string; path: string; readonly: string; level: string };
async function read(over: Db | Tx): Promise<Settings | undefined> {
  const { rows } = await sql<Settings>`select current_user::text as role,
    current_setting('statement_timeout') as timeout, current_setting('search_path') as path,
    current_setting('transaction_read_only') as readonly, current_setting('transaction_isolation') as level`.execute(
    over,
  );
  return rows[0];
}

const stepped = {
  role: "perazzi_console",
  timeout: "1234ms",
  path: "console, public, extensions",
  readonly: "on",
  level: "repeatable read",
};
const options = { readOnly: true, timeoutMs: 1_234, oneMoment: true };

describe("withRole", () => {
  test("holds for its transaction alone", async () => {
    const before = await read(db);
    expect(await withRole(db, "perazzi_console", read, options)).toEqual(stepped);
    expect(await read(db)).toEqual(before);
    expect(await withRole(db, "perazzi_ingest", read)).toMatchObject({
      role: "perazzi_ingest",
      timeout: "10s",
      readonly: "off",
      level: "read committed",
    });
    expect(await db.transaction().execute(read)).toMatchObject({ role: before?.role });
  });

  test("begins in one round trip", async () => {
    const sent = vi.spyOn(pg.Client.prototype, "query");
    await withRole(db, "perazzi_read", (tx) => sql`select 1`.execute(tx));
    const statements = sent.mock.calls.map(([text]) => String(text).split(";")[0]);
    sent.mockRestore();
    expect(statements).toEqual(["begin", "select 1", "commit"]);
  });

  test("leaves a connection that can be used where stepping down fails", async () => {
    const refused = withRole(db, "no_such_role" as DatabaseRole, read);
    await expect(refused).rejects.toMatchObject({ code: "22023" });
    expect(await withRole(db, "perazzi_read", read)).toMatchObject({ role: "perazzi_read" });
  });

  test("steps down too on a connection that does not send it with BEGIN", async () => {
    const pool = new pg.Pool({ ...connectionConfig(base.url), max: 1 });
    // The database may be dropped before the server has read the farewell of the last connection.
    surviveLostConnections(pool, "connection of a test lost");
    const plain: Db = new Kysely({ dialect: new PostgresDialect({ pool }) });
    expect(await withRole(plain, "perazzi_console", read, options)).toEqual(stepped);
    await plain.destroy();
  });
});
