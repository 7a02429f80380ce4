import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { once } from "./idempotency.ts";

let base: TestDatabase;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

const staff = { id: randomUUID(), userId: null, email: "ada@example.com", role: "admin" } as const;

function asked(key: string) {
  let times = 0;
  const request = new Request("http://localhost/api/things", {
    method: "POST",
    headers: { "idempotency-key": key },
  });
  return {
    send: () => once(request, staff, "{}", async () => Response.json({ made: ++times })),
    fail: () =>
      once(request, staff, "{}", () => {
        times++;
        return Promise.reject(new Error("not done"));
      }),
    times: () => times,
  };
}

test("the second request gets the first one's answer; what was not done may be tried again", async () => {
  const { send, fail, times } = asked(randomUUID());
  await expect(fail()).rejects.toThrow("not done");
  expect(await (await send()).json()).toEqual({ made: 2 });
  const again = await send();
  expect(again.headers.get("idempotent-replay")).toBe("true");
  expect(await again.json()).toEqual({ made: 2 });
  expect(times()).toBe(2);
});

test("what was done is not done again where its answer could not be kept", async () => {
  const { send, times } = asked(randomUUID());
  await sql`create function pg_temp_refuse() returns trigger language plpgsql as $$ begin raise 'away'; end $$`.execute(
    base.db,
  );
  await sql`create trigger refuse before update on console.idempotency_keys
    for each row execute function pg_temp_refuse()`.execute(base.db);
  try {
    expect(await (await send()).json()).toEqual({ made: 1 });
  } finally {
    await sql`drop trigger refuse on console.idempotency_keys`.execute(base.db);
  }
  await expect(send()).rejects.toMatchObject({ code: "conflict" });
  expect(times()).toBe(1);
});
