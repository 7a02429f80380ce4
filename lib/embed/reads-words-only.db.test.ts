import { sql } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { offlineModel } from "./offline-embedder.ts";
import { readsWordsOnly } from "./reads-words-only.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeEach(async () => {
  base = await testDatabase();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await base.close();
});

function activate(model: string) {
  return sql`insert into console.settings (key, value) values ('embedding_model', to_jsonb(${model}::text))
    on conflict (key) do update set value = excluded.value`.execute(base.db);
}

test("the active model decides whether questions are compared by words alone, whatever keys there are", async () => {
  vi.stubEnv("OPENAI_API_KEY", "a key");
  resetEnv();
  await activate(offlineModel);
  expect(await readsWordsOnly(base.db)).toBe(true);
  await activate("text-embedding-3-large");
  expect(await readsWordsOnly(base.db)).toBe(false);
  vi.unstubAllEnvs();
  resetEnv();
  expect(await readsWordsOnly(base.db)).toBe(false);
});

test("before the first vector the environment decides, by a key or by an address", async () => {
  expect(await readsWordsOnly(base.db)).toBe(true);
  vi.stubEnv("OPENAI_BASE_URL", "http://localhost:1/v1");
  resetEnv();
  expect(await readsWordsOnly(base.db)).toBe(false);
});
