import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabases } from "#lib/db/pool.ts";
import { overrideEnv } from "#lib/env/override-env.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { jobs } from "./jobs.ts";

type Test = Awaited<ReturnType<typeof testDatabase>>;
let main: Test;
let replica: Test;

// No replica of this one: without a vector, so that an answer tells which of the two was asked.
beforeAll(async () => {
  main = await testDatabase();
  replica = await testDatabase();
  const document = await insertDocument(main.db);
  await insertEmbedding(main.db, await insertChunk(main.db, document));
});
afterAll(async () => {
  await closeDatabases();
  await Promise.all([main?.close(), replica?.close()]);
});

async function measure(): Promise<unknown> {
  const { rows } = await sql<{ id: string }>`insert into console.index_measures (requested_by_label)
    values ('test') returning id`.execute(main.db);
  const measureId = rows[0]?.id ?? "";
  const context = { signal: new AbortController().signal, progressed: async () => undefined };
  await jobs["index-quality"].handle(main.db, { measureId }, context);
  const asked = await sql<{ problem: string }>`select problem from console.index_measure_questions
    where measure_id = ${measureId}`.execute(main.db);
  return asked.rows.map(({ problem }) => problem);
}

it("the index is measured where retrieval reads: on the replica where one is given", async () => {
  overrideEnv({ DATABASE_URL: main.url, CONSOLE_ENVIRONMENT: "local" });
  expect(await measure()).toEqual([null]);
  overrideEnv({ DATABASE_READ_URL: replica.url });
  expect(await measure()).toEqual(["Its filters keep no chunk."]);
});
