import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import { newRun } from "#lib/testing/corpus-runs.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { who } from "#lib/testing/who-asks.ts";

vi.mock("#lib/auth/current-staff.ts", () => ({ currentStaff: async () => who.asks }));
const { POST: cancel } = await import("./cancel/route.ts");
const { POST: retry } = await import("./retry/route.ts");

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.runs cascade`.execute(base.db);
  who.asks = staff("admin");
});

function staff(role: Role): Staff {
  return { id: crypto.randomUUID(), userId: crypto.randomUUID(), email: "x@example.com", role };
}

async function ask(route: typeof cancel, id: string, key?: string) {
  const headers = { origin: "http://localhost", host: "localhost" };
  const request = new Request(`http://localhost/api/runs/${id}/change`, {
    method: "POST",
    headers: key === undefined ? headers : { ...headers, "idempotency-key": key },
  });
  const response = await route(request, { params: Promise.resolve({ id }) });
  const { location } = Object.fromEntries(response.headers);
  return { status: response.status, location, answer: await response.json() };
}

async function runs() {
  const { rows } = await sql<{ id: string; state: string; retry_of: string | null }>`
    select id, state, retry_of from console.runs order by created_at, id`.execute(base.db);
  return rows;
}

/** A run that ended with a document that failed. */
async function failedRun(): Promise<string> {
  const id = await newRun(base.db);
  await sql`insert into console.run_plan_items (run_id, ordinal, path, action, state)
    values (${id}, 0, 'a.md', 'new', 'failed')`.execute(base.db);
  await sql`update console.runs set state = 'succeeded with errors', planned_at = now(), finished_at = now()
    where id = ${id}`.execute(base.db);
  return id;
}

test.each([
  ["anonymous", 401, "unauthenticated"],
  ["stranger", 403, "forbidden"],
  ["viewer", 403, "forbidden"],
  ["content_owner", 403, "forbidden"],
  ["qa", 403, "forbidden"],
] as const)("%s may neither cancel a run nor try one again", async (asks, status, code) => {
  const failed = await failedRun();
  const waiting = await newRun(base.db);
  who.asks = asks === "anonymous" || asks === "stranger" ? asks : staff(asks);
  const refused = { status, answer: { error: { code } } };
  expect(await ask(cancel, waiting)).toMatchObject(refused);
  expect(await ask(retry, failed)).toMatchObject(refused);
  expect(await runs()).toEqual([
    { id: failed, state: "succeeded with errors", retry_of: null },
    { id: waiting, state: "queued", retry_of: null },
  ]);
});

test("an admin cancels a run, under their name; of one that has ended the answer is a conflict", async () => {
  const id = await newRun(base.db);
  expect(await ask(cancel, id)).toMatchObject({ status: 200, answer: { state: "cancelled" } });
  expect(await ask(cancel, id)).toMatchObject({
    status: 409,
    answer: { error: { code: "conflict" } },
  });
  const { rows } = await sql`select actor_label from console.audit_log
    where action = 'run.cancel' and subject_id = ${id}`.execute(base.db);
  expect(rows).toEqual([{ actor_label: "x@example.com" }]);
});

test("an admin tries again what failed: one linked run, however often the request is sent", async () => {
  const failed = await failedRun();
  const first = await ask(retry, failed, "once");
  const id = first.answer.id;
  expect(first).toMatchObject({ status: 202, location: `/api/runs/${id}` });
  expect(await ask(retry, failed, "once")).toMatchObject({ status: 202, answer: { id } });
  expect(await runs()).toMatchObject([{ id: failed }, { id, state: "queued", retry_of: failed }]);
  expect(await ask(retry, id)).toMatchObject({ status: 409 });
});

test("a run that is not there, or no id at all, is not found", async () => {
  for (const id of [crypto.randomUUID(), "1; drop table"])
    for (const route of [cancel, retry])
      expect(await ask(route, id)).toMatchObject({
        status: 404,
        answer: { error: { code: "not_found" } },
      });
});
