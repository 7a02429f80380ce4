import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role, Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { keptQueries } from "./kept-queries.ts";

let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
  await sql`insert into console.retrieval_log
      (id, at, origin, status, asked_with, query_text, total_ms, visibility, confidentiality)
    values (console.uuid_v7(), now(), 'api', 200, 'query', 'how old', 1, 'public', 'normal'),
      (console.uuid_v7(), now(), 'api', 200, 'query', 'about the takeover', 1, 'admin-only', 'normal')`.execute(
    db,
  );
});
afterAll(() => close());

const asked = async (role: Role) => {
  const staff: Staff = { id: crypto.randomUUID(), userId: null, email: `${role}@x.test`, role };
  const { queries } = await withRole(db, "perazzi_curate", (tx) => keptQueries(tx, staff));
  return queries.map(({ text }) => text).toSorted();
};
const logging = (queryText: boolean) =>
  sql`insert into console.settings (key, value) values ('retrieval_log', ${JSON.stringify({ queryText })}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(db);

it("asks logged words of those alone who may read them, while they are logged", async () => {
  await logging(true);
  expect(await asked("viewer")).toEqual(["how old"]);
  expect(await asked("admin")).toEqual(["about the takeover", "how old"]);
  await logging(false);
  expect(await asked("admin")).toEqual([]);
});
