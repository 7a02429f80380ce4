import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import type { Db } from "./pool.ts";
import { type DatabaseRole, type Tx, withRole } from "./with-role.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database?.close());

async function request(tx: Tx | Db, key: string | null, environment = "local"): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select console.request_run('reembed', 'selection', ${environment}, null,
    'tests', '{"documents": []}', '{}', ${key}) as id`.execute(tx);
  return rows[0]?.id ?? "";
}

const jobs = async (id: string) =>
  (
    await sql`select name, data, policy, retry_limit, dead_letter, heartbeat_seconds, state::text
    from pgboss.job where id = ${id}`.execute(db)
  ).rows;

test.each(["perazzi_console", "perazzi_curate"] as const)(
  "%s asks for a run: row and job at once",
  async (role) => {
    const id = await withRole(db, role, (tx) => request(tx, null));
    const { rows } =
      await sql`select state, kind, environment from console.runs where id = ${id}`.execute(db);
    expect(rows).toEqual([{ state: "queued", kind: "reembed", environment: "local" }]);
    expect(await jobs(id)).toEqual([
      {
        name: "runs",
        data: { runId: id, environment: "local" },
        policy: "standard",
        retry_limit: 4,
        dead_letter: "dead",
        heartbeat_seconds: 10,
        state: "created",
      },
    ]);
  },
);

test("the same key returns the earlier run, also at the same time", async () => {
  const key = crypto.randomUUID();
  const ids = await Promise.all(
    [1, 2, 3].map(() => withRole(db, "perazzi_console", (tx) => request(tx, key))),
  );
  expect(new Set(ids).size).toBe(1);
  expect(await jobs(ids[0] ?? "")).toHaveLength(1);
});

test("a caller that rolls back leaves neither run nor job", async () => {
  let id = "";
  const work = withRole(db, "perazzi_console", async (tx) => {
    id = await request(tx, null);
    throw new Error("changed my mind");
  });
  await expect(work).rejects.toThrow("changed my mind");
  expect(await jobs(id)).toEqual([]);
});

test("a run for another environment is refused", async () => {
  await expect(
    withRole(db, "perazzi_console", (tx) => request(tx, null, "production")),
  ).rejects.toThrow("this database belongs to the environment local, not production");
});

test("a job of the same singleton that still waits is returned instead of a second one", async () => {
  const enqueue = (id: string) =>
    withRole(db, "perazzi_curate", async (tx) => {
      const { rows } = await sql<{
        id: string;
      }>`select console.enqueue_job('runs', ${id}, '{}', 'only-one') as id`.execute(tx);
      return rows[0]?.id;
    });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  expect(await enqueue(first)).toBe(first);
  expect(await enqueue(second)).toBe(first);
});

test.each(["dead", "other", null])("nobody sends to the queue %s", async (queue) => {
  const work = withRole(db, "perazzi_console", (tx) =>
    sql`select console.enqueue_job(${queue}, gen_random_uuid(), '{}', null)`.execute(tx),
  );
  await expect(work).rejects.toMatchObject({ code: "22023" });
});

test.each(["perazzi_read", "perazzi_ingest"] as DatabaseRole[])(
  "%s may not ask for a run",
  async (role) => {
    await expect(withRole(db, role, (tx) => request(tx, null))).rejects.toMatchObject({
      code: "42501",
    });
  },
);
