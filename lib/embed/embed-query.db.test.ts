import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, startFakeProvider } from "#lib/testing/fake-provider.ts";
import { embedQuery } from "./embed-query.ts";

let base: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;
const lab = { cause: "lab" } as const;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await base.close();
});
beforeEach(async () => {
  provider = await startFakeProvider();
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("OPENAI_API_KEY", "none");
  resetEnv();
  return () => provider.close();
});

describe("embedQuery", () => {
  it("asks once for lanes that ask the same at the same time, and not again later", async () => {
    const lanes = await Promise.all([1, 2, 3, 4].map(() => embedQuery("one question", lab)));
    expect(provider.requests).toEqual([["one question"]]);
    expect(new Set(lanes.map(({ vector }) => vector)).size).toBe(1);
    await embedQuery("one question", lab);
    expect(provider.requests.length).toBe(1);
    const { rows } = await sql<{ calls: number }>`
      select count(*)::int as calls from console.provider_calls`.execute(base.db);
    expect(rows).toEqual([{ calls: 1 }]);
  });

  it("asks for each text of its own", async () => {
    await Promise.all(["left", "right"].map((text) => embedQuery(text, lab)));
    expect(provider.requests.flat().toSorted()).toEqual(["left", "right"]);
  });

  it("fails for all who wait where the provider fails, and asks anew the next time", async () => {
    provider.poison.add("bad luck");
    const both = await Promise.allSettled([1, 2].map(() => embedQuery("bad luck", lab)));
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(provider.requests.length).toBe(1);
    provider.poison.clear();
    expect((await embedQuery("bad luck", lab)).vector.length).toBe(3072);
  });
});
