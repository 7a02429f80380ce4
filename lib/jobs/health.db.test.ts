import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#lib/db/pool.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readHealth } from "./read-health.ts";
import { readWorkers } from "./read-workers.ts";
import { forgetPresence, recordPresence } from "./worker-presence.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

test("without a worker the database and the queue are ready", async () => {
  expect(await readHealth(base.db)).toEqual({ database: "ok", queue: "ok", worker: "none" });
  expect(await readWorkers(base.db)).toEqual({ live: 0, lastSeenAt: null });
});

test("workers are counted one by one and signed off one by one", async () => {
  await Promise.all([recordPresence(base.db, "a"), recordPresence(base.db, "b")]);
  await recordPresence(base.db, "a");
  expect((await readWorkers(base.db)).live).toBe(2);
  expect((await readHealth(base.db)).worker).toBe("ok");
  await forgetPresence(base.db, "a");
  expect((await readWorkers(base.db)).live).toBe(1);
});

test("a database that is away is a state, not an error", async () => {
  const away = openDatabase("postgres://nobody@127.0.0.1:1/none", 1);
  expect(await readHealth(away)).toEqual({ database: "down", queue: "unknown", worker: "unknown" });
  await away.destroy();
});
