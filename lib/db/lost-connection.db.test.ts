import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { openDatabase } from "./pool.ts";
import { withRole } from "./with-role.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

// Connections are cut by the server, which the local stack's kind cannot do.
test.skipIf(!childEnvironment().TEST_DATABASE_URL)(
  "a connection that is cut between two statements of a transaction fails that transaction, not the process",
  async () => {
    const db = openDatabase(base.url, 1);
    const cut = withRole(db, "perazzi_ingest", async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(base.db);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await db.destroy();
  },
);
