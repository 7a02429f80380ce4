import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import { chooseEmbedder } from "#lib/embed/choose-embedder.ts";
import { childEnvironment } from "#lib/env/env.ts";
import { newRun } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { openRun } from "./open-run.ts";
import { PreparedCache } from "./prepared-cache.ts";
import { takeLease } from "./run-lease.ts";
import { storePlan } from "./store-plan.ts";

// Two transactions at once need a real server: the local stack runs one at a time.
describe.skipIf(!childEnvironment().TEST_DATABASE_URL)("a plan stored during a heartbeat", () => {
  let base: Awaited<ReturnType<typeof testDatabase>>;
  beforeAll(async () => {
    base = await testDatabase();
  });
  afterAll(() => base?.close());

  test("waits for it: both lock the run first, then its lease", async () => {
    const { db } = base;
    const worker = randomUUID();
    const run = await openRun(db, await newRun(db), worker);
    if (typeof run === "string") throw new Error(`the run is ${run}`);
    const session = {
      db,
      run,
      worker,
      embedder: chooseEmbedder(),
      prepared: new PreparedCache(),
      stop: new AbortController().signal,
      canWait: false,
      planned: () => undefined,
      achieved: () => undefined,
      settled: () => undefined,
    };
    let stored: Promise<string> = Promise.resolve("");
    await withRole(db, "perazzi_ingest", async (tx) => {
      await sql`select 1 from console.runs where id = ${run.id} for no key update`.execute(tx);
      stored = storePlan(session, [], { manifestChecksum: null, approvalReason: null, gone: [] });
      stored.catch(() => undefined);
      await blocked();
      await takeLease(tx, run.id, worker);
    });
    expect(await stored).toBe("running");
  });

  async function blocked(): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(base.db);
      if (rows.length > 0) return;
    }
    throw new Error("the plan never waited for the heartbeat");
  }
});
