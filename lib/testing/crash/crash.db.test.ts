import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childEnvironment } from "#lib/env/env.ts";
import { testDatabase } from "../database.ts";
import { crashTrial } from "./crash-harness.ts";

const server = childEnvironment().TEST_DATABASE_URL;
if (!server)
  console.log("The crash trial is skipped: it needs a real server in TEST_DATABASE_URL.");

let base: Awaited<ReturnType<typeof testDatabase>>;
let other: Awaited<ReturnType<typeof testDatabase>>;

// The long one is `pnpm bench crash`. The server is shared by tests, so here it is not restarted.
describe.skipIf(!server)("workers that are killed and connections that are cut", () => {
  beforeAll(async () => {
    base = await testDatabase();
    other = await testDatabase();
  });
  afterAll(async () => {
    await base?.close();
    await other?.close();
  });
  const short = { workers: 3, every: 900, latencyMs: 200, batchSize: 8, restarts: 0 };

  it("lose nothing, double nothing and show nobody half a document", {
    timeout: 110_000,
  }, async () => {
    const result = await crashTrial({
      ...short,
      url: base.url,
      documents: 24,
      chunksEach: 6,
      kills: 4,
      cuts: 2,
    });
    expect(result).toMatchObject({
      unhappy: [],
      lost: 0,
      doubled: 0,
      withoutVector: 0,
      wrongVector: 0,
      unfinished: 0,
      halves: 0,
    });
    expect(result.polls).toBeGreaterThan(20);
    // Four requests in flight of eight texts each.
    expect(result.boughtAgain).toBeLessThanOrEqual(result.disturbances * 4 * 8);
  });

  it("a naive writer is found out", { timeout: 110_000 }, async () => {
    const worker = fileURLToPath(new URL("./naive-worker.ts", import.meta.url));
    const naive = { ...short, latencyMs: 5, documents: 12, chunksEach: 4, kills: 3, cuts: 0 };
    const { halves, example } = await crashTrial({ ...naive, url: other.url, worker });
    expect(halves, JSON.stringify(example)).toBeGreaterThan(0);
  });
});
