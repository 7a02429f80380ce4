import { createServer, type Server } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { closeDatabases } from "#lib/db/pool.ts";
import { resetEnv } from "#lib/env/env.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { readReadiness } from "./read-readiness.ts";

let test: Awaited<ReturnType<typeof testDatabase>>;
let deaf: Server;
beforeAll(async () => {
  test = await testDatabase();
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_URL", "http://127.0.0.1:1");
  vi.stubEnv("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "key");
  vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1");
  resetEnv();
  // Takes connections and never says a word: worse than one that is gone.
  deaf = createServer();
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  deaf?.close();
  await test?.close();
});

describe("the provider's state", () => {
  const call = (outcome: string) =>
    sql`insert into console.provider_calls (cause, model, inputs, price_per_million, outcome)
      values ('lab', 'm', 1, 0, ${outcome})`.execute(test.db);
  beforeEach(async () => {
    await sql`delete from console.provider_calls`.execute(test.db);
  });

  it.each([
    [[], "unknown"],
    [["answered"], "ok"],
    [["no answer", "provider error", "rate limited"], "down"],
    [["answered", "no answer", "provider error", "quota spent"], "down"],
    [["no answer", "answered", "no answer"], "ok"],
    [["sent", "stopped"], "unknown"],
  ])("after %j is %s, and nobody is asked for it", async (outcomes, state) => {
    for (const outcome of outcomes) await call(outcome);
    const { rows: before } = await sql`select count(*) from console.provider_calls`.execute(
      test.db,
    );
    expect((await readReadiness()).parts.provider).toBe(state);
    const { rows: after } = await sql`select count(*) from console.provider_calls`.execute(test.db);
    expect(after).toEqual(before);
  });
});

it("is not ready without sign-in", async () => {
  const { ready, parts } = await readReadiness();
  expect(ready).toBe(false);
  expect(parts).toMatchObject({ database: "ok", queue: "ok", auth: "down", worker: "none" });
});

it("does not wait for a database that hangs", async () => {
  const { port } = deaf.address() as { port: number };
  vi.stubEnv("DATABASE_URL", `postgres://nobody@127.0.0.1:${port}/none`);
  await closeDatabases();
  resetEnv();
  const { ready, parts } = await readReadiness();
  expect(ready).toBe(false);
  expect(parts).toMatchObject({ database: "down", queue: "unknown", provider: "unknown" });
});
