import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Staff } from "#lib/auth/schemas.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { createHandle } from "./create-handle.ts";

const admin: Staff = { id: "s1", userId: "u1", email: "admin@example.com", role: "admin" };
const viewer: Staff = { ...admin, role: "viewer" };
const body = z.object({ name: z.string().min(1, "Give a name.") });

describe("who may", () => {
  test.each([
    ["anonymous", 401, "unauthenticated"],
    ["stranger", 403, "forbidden"],
    [viewer, 403, "forbidden"],
  ] as const)("%j gets %i", async (who, status, code) => {
    expect(await outcome(who, change({ name: "a" }))).toMatchObject({ status, code });
  });

  test("an admin gets the answer, kept by nobody", async () => {
    const response = await route(admin)(change({ name: "a" }), noParams);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ name: "a", by: "admin@example.com" });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("a request with an Authorization header gets 401, whoever's cookie it carries", async () => {
    const request = change({ name: "a" }, { authorization: "Bearer x" });
    expect(await outcome(admin, request)).toMatchObject({ status: 401 });
  });
});

describe("where it comes from", () => {
  test.each([
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/x-www-form-urlencoded" }, 415],
    [{ "content-type": "application/json; charset=utf-8" }, 200],
  ])("a change with %j gets %i", async (headers, status) => {
    expect(await outcome(admin, change({ name: "a" }, headers))).toMatchObject({ status });
  });

  test("a change without any Origin gets 403", async () => {
    const request = change({ name: "a" });
    request.headers.delete("origin");
    expect(await outcome(admin, request)).toMatchObject({ status: 403 });
  });
});

describe("what it says", () => {
  test.each([
    ["{", 422, "invalid"],
    ["name=a", 422, "invalid"],
    ['{"name":""}', 422, "invalid"],
    ['{"name":"a\\u0000b"}', 422, "invalid"],
    ['{"name":"a\\ud800b"}', 422, "invalid"],
    ['{"a\\u0000":"b"}', 422, "invalid"],
    [`${"[".repeat(5000)}${"]".repeat(5000)}`, 422, "invalid"],
    [JSON.stringify({ name: "x".repeat(300_000) }), 413, "payload_too_large"],
  ])("%.30s gets %i", async (text, status, code) => {
    expect(await outcome(admin, raw(text))).toMatchObject({ status, code });
  });

  test("a body that is no JSON is told so", async () => {
    for (const [body, message] of [
      ["{", "The body is not JSON. Send one JSON value."],
      [Buffer.from([0x22, 0xff, 0x22]), "The body is not JSON: its bytes are not UTF-8."],
    ] as const)
      expect(await outcome(admin, raw(body))).toMatchObject({ status: 422, message });
  });

  test("a refused field is named with its message", async () => {
    const error = await outcome(admin, change({ name: "" }));
    expect(error.fields).toEqual({ name: "Give a name." });
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("text in Arabic and pairs of surrogates pass", async () => {
    expect(await outcome(admin, change({ name: "بندقية 😀" }))).toMatchObject({ status: 200 });
  });

  test("U+0000 in the address gets 422", async () => {
    const handler = createHandle(async () => admin)({ permission: "read" }, async () => ({}));
    const response = await handler(new Request("http://localhost/api/x?q=%00"), noParams);
    expect(response.status).toBe(422);
  });

  test("an id of the wrong form gets 404", async () => {
    const handler = createHandle(async () => admin)(
      { permission: "read", params: z.object({ id: z.uuid() }) },
      async () => ({}),
    );
    const response = await handler(new Request("http://localhost/api/x"), {
      params: Promise.resolve({ id: "no-uuid" }),
    });
    expect(response.status).toBe(404);
  });
});

describe("If-Match", () => {
  const versioned = createHandle(async () => admin)(
    { permission: "read", versioned: true },
    async ({ ifMatch }) => ({ ifMatch }),
  );

  test.each([
    [undefined, 428],
    ["*", 400],
    ['"7", "8"', 400],
    ['"7"', 200],
  ])("%j gets %i", async (version, status) => {
    const request = change({});
    if (version) request.headers.set("if-match", version);
    expect((await versioned(request, noParams)).status).toBe(status);
  });
});

describe("errors", () => {
  test("an unknown error shows nothing of itself", async () => {
    const handler = createHandle(async () => admin)({ permission: "read" }, async () => {
      throw new Error("secret detail");
    });
    const response = await handler(new Request("http://localhost/api/x"), noParams);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
  });

  test("an error of ours keeps its code, message and details", async () => {
    const handler = createHandle(async () => admin)({ permission: "read" }, async () => {
      throw new AppError("conflict", "Changed meanwhile.", { details: { version: 8 } });
    });
    const response = await handler(new Request("http://localhost/api/x"), noParams);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      error: { code: "conflict", message: "Changed meanwhile.", details: { version: 8 } },
    });
  });

  test("nothing to say is 204", async () => {
    const handler = createHandle(async () => admin)({ permission: "read" }, async () => undefined);
    expect((await handler(new Request("http://localhost/api/x"), noParams)).status).toBe(204);
  });
});

const noParams = { params: Promise.resolve({}) };

function route(who: Staff | "anonymous" | "stranger") {
  return createHandle(async () => who)(
    { permission: "staff.manage", body },
    async ({ staff, body }) => ({ name: body.name, by: staff.email }),
  );
}

async function outcome(who: Staff | "anonymous" | "stranger", request: Request) {
  const response = await route(who)(request, noParams);
  const json = (await response.json()) as {
    error?: { code: string; message: string; fields?: Record<string, string>; requestId: string };
  };
  return { status: response.status, ...json.error };
}

function change(json: unknown, headers: Record<string, string> = {}): Request {
  return raw(JSON.stringify(json), headers);
}

function raw(body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost:3000/api/things", {
    method: "POST",
    body,
    headers: {
      host: "localhost:3000",
      origin: "http://localhost:3000",
      "content-type": "application/json",
      ...headers,
    },
  });
}
