import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "#lib/testing/database.ts";
import { createToken } from "./create-token.ts";
import { listTokens } from "./list-tokens.ts";
import { proveToken } from "./prove-token.ts";
import { revokeToken } from "./revoke-token.ts";
import { rotateToken } from "./rotate-token.ts";
import type { Staff } from "./schemas.ts";
import type { CreateToken } from "./token-request-schemas.ts";

const admin: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};
const quality: Staff = { ...admin, role: "qa" };

let base: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base.close());

function make(input: Partial<CreateToken> = {}) {
  return createToken(base.db, admin, {
    consumer: "website",
    scopes: ["retrieve"],
    expiresInDays: 30,
    ...input,
  });
}

const use = (secret: string, scope: "retrieve" | "metrics" = "retrieve") =>
  proveToken(base.db, `Bearer ${secret}`, scope);

const refusal = async (secret: string, scope?: "metrics") => (await use(secret, scope)).refusal;

async function auditOf(id: string) {
  const { rows } = await sql<{ action: string; field: string; to: unknown }>`
    select action, field, to_value as to from console.audit_log where subject_id = ${id} order by id`.execute(
    base.db,
  );
  return rows;
}

describe("a made token", () => {
  test("is used under its own rights, and its use is seen", async () => {
    const { token, secret } = await make({ visibility: "internal", requestsPerMinute: 5 });
    expect(await use(secret)).toMatchObject({
      token: { id: token.id, visibility: "internal", confidentiality: "normal", lastUsedAt: null },
    });
    const { items } = await listTokens(base.db, admin);
    expect(items.find(({ id }) => id === token.id)?.lastUsedAt).not.toBeNull();
  });

  test("is told once: neither the table nor the audit log nor the list holds its secret", async () => {
    const { token, secret } = await make();
    const { rows } = await sql<{ all: string }>`
      select coalesce(string_agg(t::text, ' '), '') || coalesce((select string_agg(a::text, ' ') from console.audit_log a), '') as all
      from console.api_tokens t`.execute(base.db);
    const everything = `${rows[0]?.all} ${JSON.stringify(await listTokens(base.db, admin))}`;
    expect(everything).toContain(token.lookup);
    expect(everything).not.toContain(secret.slice(-64));
    expect(await auditOf(token.id)).toContainEqual({
      action: "token.create",
      field: "scopes",
      to: ["retrieve"],
    });
  });

  test.each([
    { consumer: " " },
    { scopes: [] },
    { expiresInDays: 0 },
    { expiresInDays: 1e9 },
    { requestsPerMinute: 0 },
    { requestsPerMinute: Number.NaN },
  ])("is not made of %j", async (input) => {
    await expect(make(input)).rejects.toThrow();
  });

  test("is for admins to make, list, replace and revoke", async () => {
    const { token } = await make();
    const refused = { code: "forbidden" };
    const input = { consumer: "x", scopes: ["retrieve" as const], expiresInDays: 1 };
    await expect(createToken(base.db, quality, input)).rejects.toMatchObject(refused);
    await expect(listTokens(base.db, quality)).rejects.toMatchObject(refused);
    await expect(
      rotateToken(base.db, quality, { id: token.id, graceHours: 0, expiresInDays: 1 }),
    ).rejects.toMatchObject(refused);
    await expect(revokeToken(base.db, quality, { id: token.id })).rejects.toMatchObject(refused);
  });
});

describe("what is no token", () => {
  test("another secret under a known lookup, an unknown lookup, none", async () => {
    const [a, b] = [await make(), await make()];
    const forged = `${a.secret.slice(0, 17)}${b.secret.slice(17)}`;
    expect(forged).toContain(a.token.lookup);
    for (const header of [
      `Bearer ${forged}`,
      `Bearer cct_${"0".repeat(12)}_${"0".repeat(64)}`,
      null,
    ])
      await expect(proveToken(base.db, header, "retrieve")).rejects.toMatchObject({
        code: "unauthenticated",
      });
  });

  test("a guess under a known lookup costs its owner nothing", async () => {
    const { token, secret } = await make({ requestsPerMinute: 1 });
    const forged = `cct_${token.lookup}_${"0".repeat(64)}`;
    for (let guess = 0; guess < 3; guess++)
      await expect(use(forged)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await refusal(secret)).toBeUndefined();
  });
});

describe("a token that has ended", () => {
  test("revoked: refused with the next request, once", async () => {
    const { token, secret } = await make();
    expect(await refusal(secret)).toBeUndefined();
    const row = await revokeToken(base.db, admin, { id: token.id, version: token.version });
    expect(row).toMatchObject({ state: "revoked" });
    expect(await refusal(secret)).toMatchObject({
      code: "unauthenticated",
      message: expect.stringContaining("revoked"),
    });
    expect((await auditOf(token.id)).at(-1)).toMatchObject({ action: "token.revoke" });
    await expect(revokeToken(base.db, admin, { id: token.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("expired: refused, saying since when", async () => {
    const { token, secret } = await make();
    await sql`update console.api_tokens set expires_at = now() - interval '1 second' where id = ${token.id}`.execute(
      base.db,
    );
    expect(await refusal(secret)).toMatchObject({
      code: "unauthenticated",
      message: expect.stringContaining("expired"),
    });
  });

  test("of the wrong scope: refused, and nothing is counted", async () => {
    const { secret } = await make({ requestsPerMinute: 1 });
    expect(await refusal(secret, "metrics")).toMatchObject({ code: "forbidden" });
    expect(await refusal(secret)).toBeUndefined();
  });

  test("an older version cannot revoke or replace it", async () => {
    const { token } = await make();
    const stale = { id: token.id, version: token.version + 1 };
    await expect(revokeToken(base.db, admin, stale)).rejects.toMatchObject({ code: "conflict" });
    await expect(
      rotateToken(base.db, admin, { ...stale, graceHours: 0, expiresInDays: 1 }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(revokeToken(base.db, admin, { id: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("replacing", () => {
  test("the new secret works, the old one until its grace ends, and both are told apart", async () => {
    const { token, secret } = await make({ visibility: "internal" });
    const made = await rotateToken(base.db, admin, {
      id: token.id,
      graceHours: 24,
      expiresInDays: 90,
    });
    expect(made.token).toMatchObject({ consumer: "website", visibility: "internal" });
    expect(made.token.id).not.toBe(token.id);
    expect(await refusal(made.secret)).toBeUndefined();
    expect(await refusal(secret)).toBeUndefined();
    expect(await auditOf(token.id)).toContainEqual({
      action: "token.rotate",
      field: "replacedBy",
      to: made.token.id,
    });
  });

  test("without a grace the old secret ends at once; its grace never lengthens its life", async () => {
    const { token, secret } = await make();
    await rotateToken(base.db, admin, { id: token.id, graceHours: 0, expiresInDays: 90 });
    expect(await refusal(secret)).toMatchObject({ code: "unauthenticated" });
    const short = await make({ expiresInDays: 1 });
    await rotateToken(base.db, admin, {
      id: short.token.id,
      graceHours: 720,
      expiresInDays: null,
    });
    const { items } = await listTokens(base.db, admin);
    const old = items.find(({ id }) => id === short.token.id);
    expect(old?.expiresAt).toBe(short.token.expiresAt);
  });
});

describe("the limit", () => {
  test("holds against parallel requests", async () => {
    const { secret } = await make({ requestsPerMinute: 10 });
    const refused = await Promise.all(Array.from({ length: 25 }, () => refusal(secret)));
    expect(refused.filter((one) => one === undefined)).toHaveLength(10);
    expect(refused.find((one) => one !== undefined)).toMatchObject({
      code: "rate_limited",
      details: { requestsPerMinute: 10, retryAfterSeconds: 6 },
    });
  });

  test("is one for a token and what replaced it", async () => {
    const { token, secret } = await make({ requestsPerMinute: 2 });
    expect(await refusal(secret)).toBeUndefined();
    const made = await rotateToken(base.db, admin, {
      id: token.id,
      graceHours: 1,
      expiresInDays: 1,
    });
    expect(await refusal(made.secret)).toBeUndefined();
    expect(await refusal(secret)).toMatchObject({ code: "rate_limited" });
    expect(await refusal(made.secret)).toMatchObject({ code: "rate_limited" });
  });

  test("gives way at the limit's own pace", async () => {
    const { token, secret } = await make({ requestsPerMinute: 2 });
    await use(secret);
    await use(secret);
    expect(await refusal(secret)).toMatchObject({ details: { retryAfterSeconds: 30 } });
    await sql`update console.api_token_limits set full_at = full_at - interval '31 seconds'
      where family_id = ${token.familyId}`.execute(base.db);
    expect(await refusal(secret)).toBeUndefined();
    expect(await refusal(secret)).toMatchObject({ code: "rate_limited" });
  });
});
