import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRun } from "#lib/ingest/create-run.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { failAbandonedRuns } from "./upkeep.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

/** A run of the command line that said so many seconds ago that it is being worked. */
async function running(secondsAgo: number): Promise<string> {
  const id = await createRun(base.db, {
    kind: "ingest",
    mode: "incremental",
    requestedBy: { id: null, label: "a test" },
  });
  await sql`update console.runs set state = 'running',
    heartbeat_at = now() - make_interval(secs => ${secondsAgo}) where id = ${id}`.execute(base.db);
  return id;
}

test("a run whose program is gone ends; one that is worked, or waits for a worker, goes on", async () => {
  const gone = await running(600);
  await running(5);
  const { rows: asked } = await sql<{
    id: string;
  }>`select console.request_run('ingest', 'incremental', 'local',
    null, 'a test', '{}', '{}', null) as id`.execute(base.db);
  await sql`update console.runs set state = 'running', heartbeat_at = now() - interval '10 minutes'
    where id = ${asked[0]?.id}`.execute(base.db);

  expect(await failAbandonedRuns(base.db)).toBe(1);
  const { rows } = await sql<{ id: string; state: string; error: string | null }>`
    select id, state, error_message as error from console.runs where finished_at is not null`.execute(
    base.db,
  );
  expect(rows).toEqual([{ id: gone, state: "failed", error: expect.stringContaining("is gone") }]);
  expect(await failAbandonedRuns(base.db)).toBe(0);
});
