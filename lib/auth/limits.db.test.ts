import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#lib/db/pool.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { claimKey, dropKey, storeAnswer } from "./idempotency-keys.ts";
import { bucketName, countAttempt, forgiveAttempt } from "./rate-limit.ts";

let db: Db;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, close } = await testDatabase());
});
afterAll(() => close());

describe("counting attempts", () => {
  test("of 20 at the same time, as many pass as the limit says", async () => {
    const limits = [{ bucket: bucketName("test", randomUUID()), most: 5 }];
    const ends = await Promise.allSettled(
      Array.from({ length: 20 }, () => countAttempt(db, limits)),
    );
    expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(5);
  });

  test("says what to do when it is over", async () => {
    const limits = [{ bucket: bucketName("test", randomUUID()), most: 0 }];
    await expect(countAttempt(db, limits)).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("an attempt that succeeded is not counted", async () => {
    const bucket = bucketName("test", randomUUID());
    for (let i = 0; i < 10; i++) {
      await countAttempt(db, [{ bucket, most: 2 }]);
      await forgiveAttempt(db, [bucket]);
    }
    await countAttempt(db, [{ bucket, most: 1 }]);
  });

  test("the table does not tell whom it counts", async () => {
    await countAttempt(db, [{ bucket: bucketName("test", "grace@example.com"), most: 5 }]);
    const { rows } = await sql<{ bucket: string }>`select bucket from console.rate_limits`.execute(
      db,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ bucket }) => bucket.includes("grace"))).toEqual([]);
  });
});

describe("idempotency keys", () => {
  test("the first request works, the second gets its answer", async () => {
    const claim = aClaim();
    expect(await claimKey(db, claim)).toBeUndefined();
    await expect(claimKey(db, claim)).rejects.toMatchObject({ code: "conflict" });
    await storeAnswer(db, claim, 201, { id: "x", nothing: null });
    expect(await claimKey(db, claim)).toEqual({
      status: 201,
      response: { id: "x", nothing: null },
    });
  });

  test("another body or route under the same key is refused", async () => {
    const claim = aClaim();
    await claimKey(db, claim);
    await expect(claimKey(db, { ...claim, bodyHash: "other" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(claimKey(db, { ...claim, route: "POST /other" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("another person may use the same key", async () => {
    const claim = aClaim();
    await claimKey(db, claim);
    expect(await claimKey(db, { ...claim, actor: randomUUID() })).toBeUndefined();
  });

  test("after a failure the key is free again", async () => {
    const claim = aClaim();
    await claimKey(db, claim);
    await dropKey(db, claim);
    expect(await claimKey(db, claim)).toBeUndefined();
  });

  test("of ten at the same time, one works", async () => {
    const claim = aClaim();
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => claimKey(db, claim)));
    expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
  });
});

function aClaim() {
  return { actor: randomUUID(), key: randomUUID(), route: "POST /api/things", bodyHash: "hash" };
}
