import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createRun } from "#lib/ingest/create-run.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { adoptRuns } from "./adopt-runs.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
// A run of the test before grows old meanwhile, and would be taken up here.
afterEach(() =>
  sql`update console.runs set state = 'failed', finished_at = now()
  where finished_at is null`.execute(base.db),
);

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

test("a run whose program is gone is taken up; one that is worked, waits or has a job goes on", async () => {
  const gone = await running(600);
  const worked = await running(0);
  const waiting = await running(600);
  await sql`update console.runs set state = 'waiting for approval' where id = ${waiting}`.execute(
    base.db,
  );
  const { rows: asked } = await sql<{
    id: string;
  }>`select console.request_run('ingest', 'incremental', 'local',
    null, 'a test', '{}', '{}', null) as id`.execute(base.db);
  await sql`update console.runs set state = 'running', heartbeat_at = now() - interval '10 minutes'
    where id = ${asked[0]?.id}`.execute(base.db);

  const look = async () => {
    await sql`update console.runs set heartbeat_at = now() where id = ${worked}`.execute(base.db);
    return adoptRuns(base.db);
  };
  expect(await look()).toEqual({ adopted: 1, ended: 0 });
  expect(await look()).toEqual({ adopted: 0, ended: 0 });
  const jobs =
    await sql`select 1 from pgboss.job where name = 'runs' and data ->> 'runId' = ${gone}`.execute(
      base.db,
    );
  expect(jobs.rows).toHaveLength(1);

  await sql`update pgboss.job set state = 'failed' where data ->> 'runId' = ${gone}`.execute(
    base.db,
  );
  expect(await look()).toEqual({ adopted: 0, ended: 1 });
  const { rows } = await sql<{ state: string; error: string | null }>`
    select state, error_message as error from console.runs where id = ${gone}`.execute(base.db);
  expect(rows).toEqual([{ state: "failed", error: expect.stringContaining("stopped each time") }]);
});

test("a run that got on is tried again though its workers died each time; one that did not ends", async () => {
  const id = await running(600);
  const setAside = () =>
    sql`update pgboss.job set state = 'failed' where data ->> 'runId' = ${id}`.execute(base.db);
  expect(await adoptRuns(base.db)).toEqual({ adopted: 1, ended: 0 });
  await setAside();
  await sql`insert into console.run_plan_items (run_id, ordinal, action, state, finished_at)
    values (${id}, 0, 'new', 'done', clock_timestamp()), (${id}, 1, 'new', 'planned', null)`.execute(
    base.db,
  );
  expect(await adoptRuns(base.db)).toEqual({ adopted: 1, ended: 0 });
  await setAside();
  expect(await adoptRuns(base.db)).toEqual({ adopted: 0, ended: 1 });
});
