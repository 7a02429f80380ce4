import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withRole } from "#lib/db/with-role.ts";
import type { LoggedCall } from "#lib/retrieve/log/logged-call.ts";
import { writeCalls } from "#lib/retrieve/log/write-calls.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { listReaders } from "./list-readers.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let tokenId: string;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await sql`truncate console.api_tokens, console.retrieval_log cascade`.execute(base.db);
  await sql`insert into console.settings (key, value) values ('retrieval_log', '{"enabled": false}')
    on conflict (key) do update set value = excluded.value`.execute(base.db);
  const { rows } = await sql<{ id: string }>`insert into console.api_tokens
    (family_id, consumer, lookup, secret_hash, scopes, requests_per_minute, created_by_label)
    values (console.uuid_v7(), 'website', '0123456789ab', decode(repeat('00', 32), 'hex'), '{retrieve}', 60, 'x')
    returning id`.execute(base.db);
  tokenId = rows[0]?.id ?? "";
});

function call(change: Partial<LoggedCall>): LoggedCall {
  return {
    id: crypto.randomUUID(),
    cameAt: Date.now(),
    caller: { origin: "api", tokenId },
    status: 200,
    errorCode: null,
    query: null,
    withVector: true,
    totalMs: 1,
    calls: 1,
    result: null,
    ...change,
  };
}

const readers = async () =>
  (await withRole(base.db, "perazzi_console", listReaders)).map(({ key }) => key);

test("a program that sends vectors must be confirmed, also where nothing is logged", async () => {
  await writeCalls(base.db, [call({})], 0);
  expect(await readers()).toEqual(["assistant", "consumer website"]);
  const { rows } = await sql`select 1 from console.retrieval_log`.execute(base.db);
  expect(rows).toEqual([]);
});

test("the model of its vectors is told where an answer said it, and kept where none does", async () => {
  const result = { model: "model-of-vectors", notes: [] as unknown } as LoggedCall["result"];
  await writeCalls(base.db, [call({ result }), call({ status: 409, errorCode: "conflict" })], 0);
  const [, program] = await withRole(base.db, "perazzi_console", listReaders);
  expect(program?.why).toContain("model-of-vectors");
  expect(program?.lastAskedAt).not.toBeNull();
});

test("a program that asks in words, a person in the lab, or one who sent none for 30 days need not", async () => {
  await writeCalls(base.db, [call({ withVector: false, query: "a question" })], 0);
  await writeCalls(base.db, [call({ caller: { origin: "lab", actorId: null } })], 0);
  expect(await readers()).toEqual(["assistant"]);
  await writeCalls(base.db, [call({})], 0);
  await sql`update console.api_tokens set last_vector_at = now() - interval '31 days'`.execute(
    base.db,
  );
  expect(await readers()).toEqual(["assistant"]);
});

test("what was logged before counts as well", async () => {
  await sql`insert into console.retrieval_log (id, at, origin, token_id, calls, status, asked_with, visibility,
      confidentiality, result_count, total_ms, timings)
    values (console.uuid_v7(), now() - interval '2 days', 'api', ${tokenId}, 1, 200, 'vector', 'public', 'normal', 0, 1, '{}')`.execute(
    base.db,
  );
  expect(await readers()).toEqual(["assistant", "consumer website"]);
});
