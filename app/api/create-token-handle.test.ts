import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { TokenRow } from "#lib/auth/token-schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { createTokenHandle, type RefusedCall } from "./create-token-handle.ts";

const token: TokenRow = {
  id: "t1",
  familyId: "t1",
  consumer: "website",
  lookup: "0123456789ab",
  scopes: ["retrieve"],
  visibility: "public",
  confidentiality: "normal",
  requestsPerMinute: 60,
  state: "active",
  createdAt: "2026-11-24T00:00:00.000Z",
  createdBy: "admin@example.com",
  lastUsedAt: null,
  expiresAt: null,
  revokedAt: null,
  version: 1,
};

function setUp(refusal?: AppError) {
  const refused: RefusedCall[] = [];
  const route = createTokenHandle(async (authorization) => {
    if (authorization !== "Bearer good") throw new AppError("unauthenticated", "No token of ours.");
    return refusal ? { token, refusal } : { token };
  })(
    {
      scope: "retrieve",
      body: z.strictObject({ query: z.string() }),
      onRefused: (call) => refused.push(call),
    },
    async ({ token, body }) => ({ who: token.consumer, query: body.query }),
  );
  return { route, refused };
}

function ask(body: string, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost:3000/api/v1/retrieve", {
    method: "POST",
    body,
    headers: { authorization: "Bearer good", "content-type": "application/json", ...headers },
  });
}

test("a program needs no Origin; its answer is kept by nobody and has an id", async () => {
  const response = await setUp().route(ask('{"query":"x"}'));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ who: "website", query: "x" });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("etag")).toBeNull();
  expect(z.uuidv7().safeParse(response.headers.get("x-request-id")).success).toBe(true);
});

test.each<Record<string, string>>([
  { origin: "https://evil.example" },
  { cookie: "console-session=anything" },
])("%j changes nothing", async (headers) => {
  expect((await setUp().route(ask('{"query":"x"}', headers))).status).toBe(200);
});

test("a cookie alone is no token", async () => {
  const request = ask('{"query":"x"}', { cookie: "console-session=anything" });
  request.headers.delete("authorization");
  const { route, refused } = setUp();
  const response = await route(request);
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  expect(refused).toEqual([]);
});

describe("what does not parse", () => {
  test.each([
    ["{", 422, "invalid"],
    ['{"query":NaN}', 422, "invalid"],
    ['{"query":1}', 422, "invalid"],
    ['{"query":"x","sort":"score"}', 422, "invalid"],
    ['{"query":"a\\u0000"}', 422, "invalid"],
    ["", 422, "invalid"],
    [JSON.stringify({ query: "x".repeat(300_000) }), 413, "payload_too_large"],
  ])("%.30s gets %i, and is told of with its token", async (body, status, code) => {
    const { route, refused } = setUp();
    const response = await route(ask(body));
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: string; requestId: string } };
    expect(error.code).toBe(code);
    expect(refused).toMatchObject([{ token: { id: "t1" }, status, requestId: error.requestId }]);
  });

  test("another type than JSON gets 415", async () => {
    const response = await setUp().route(ask("query=x", { "content-type": "text/plain" }));
    expect(response.status).toBe(415);
  });
});

test("over the limit it is told when to come back, before its body is read", async () => {
  const details = { requestsPerMinute: 60, retryAfterSeconds: 7 };
  const { route, refused } = setUp(new AppError("rate_limited", "Wait.", { details }));
  const response = await route(ask("{"));
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("7");
  expect(refused).toMatchObject([{ status: 429, error: { code: "rate_limited" } }]);
});
