import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { isSecret, makeSecret, readBearer } from "./token-secret.ts";

test("a made token is read back from its header and proves its hash", () => {
  const { secret, lookup, hash } = makeSecret();
  expect(secret).toMatch(/^cct_[0-9a-f]{12}_[0-9a-f]{64}$/);
  expect(readBearer(`Bearer ${secret}`)).toEqual({ secret, lookup });
  expect(isSecret(secret, hash)).toBe(true);
  expect(hash.equals(createHash("sha256").update(secret).digest())).toBe(true);
});

test("no two are alike, and one does not prove another", () => {
  const [a, b] = [makeSecret(), makeSecret()];
  expect(a.secret).not.toBe(b.secret);
  expect(isSecret(a.secret, b.hash)).toBe(false);
  expect(isSecret(a.secret, a.hash.subarray(1))).toBe(false);
});

describe("a header that holds no token of ours", () => {
  const { secret } = makeSecret();
  test.each([
    null,
    "",
    "Bearer",
    "Bearer ",
    `Basic ${secret}`,
    secret,
    `Bearer ${secret}x`,
    `Bearer ${secret.toUpperCase()}`,
    `Bearer ${secret} ${secret}`,
    `Bearer ${secret.slice(0, -1)}`,
    `Bearer ${"x".repeat(10_000)}`,
    "Bearer cct_000000000000_' or 1=1 --",
  ])("%.40s", (header) => {
    expect(readBearer(header)).toBeUndefined();
  });
});
