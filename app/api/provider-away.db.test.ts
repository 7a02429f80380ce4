import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createToken } from "#lib/auth/create-token.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import { predictQueries } from "#lib/curate/predict-queries.ts";
import { resetEnv } from "#lib/env/env.ts";
import { writeCalls } from "#lib/retrieve/log/write-calls.ts";
import { insertChunk, insertDocument } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { type FakeProvider, fakeVector, startFakeProvider } from "#lib/testing/fake-provider.ts";
import type { Behaviour } from "#lib/testing/faults.ts";
import { loggedCalls } from "#lib/testing/logged-calls.ts";
import { who } from "#lib/testing/who-asks.ts";

const admin: Staff = {
  id: crypto.randomUUID(),
  userId: crypto.randomUUID(),
  email: "admin@example.com",
  role: "admin",
};
vi.mock("#lib/auth/current-staff.ts", () => ({ currentStaff: async () => who.asks }));
// It waits for the answer to leave, which only a server sends.
vi.mock("#app/api/log-call.ts", () => ({
  logCall: (call: (typeof loggedCalls)[number]) => loggedCalls.push(call),
}));

type Route = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

let base: Awaited<ReturnType<typeof testDatabase>>;
let provider: FakeProvider;
let secret = "";
let document = "";
let rims = "";

beforeAll(async () => {
  base = await testDatabase();
  document = await insertDocument(base.db, { path: "frames.md" });
  await add("Frames are brazed by hand.", 0);
  rims = await add("Rims of aluminium, never of carbon.", 1);
  ({ secret } = await createToken(
    base.db,
    { label: "test" },
    { consumer: "site", scopes: ["retrieve"], requestsPerMinute: 1_000, expiresInDays: 1 },
  ));
  await sql`insert into console.staff (id, user_id, email, role)
    values (${admin.id}, ${admin.userId}, ${admin.email}, 'admin')`.execute(base.db);
  provider = await startFakeProvider();
});
afterAll(async () => {
  await provider?.close();
  await base?.close();
});
beforeEach(() => {
  vi.stubEnv("OPENAI_BASE_URL", provider.baseUrl);
  vi.stubEnv("OPENAI_API_KEY", "none");
  resetEnv();
  loggedCalls.length = 0;
  who.asks = admin;
});
afterEach(() => {
  provider.script.length = 0;
  vi.unstubAllEnvs();
  resetEnv();
});

async function add(text: string, at: number): Promise<string> {
  const id = await insertChunk(base.db, document, { text, chunk_index: at });
  await sql`insert into public.embeddings (chunk_id, embedding_model, embedding)
    values (${id}, 'text-embedding-3-large', ${JSON.stringify(fakeVector(text))}::vector)`.execute(
    base.db,
  );
  return id;
}

/** Every request to the provider ends so, from now on. */
const misbehave = (behaviour: Behaviour) =>
  provider.script.push(...Array<Behaviour>(50).fill(behaviour));

async function ask(file: string, body: object, headers: Record<string, string> = {}) {
  const { POST } = (await import(new URL(`./${file}/route.ts`, import.meta.url).pathname)) as {
    POST: Route;
  };
  const request = new Request(`http://localhost/api/${file}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      origin: "http://localhost",
      host: "localhost",
      "content-type": "application/json",
      ...headers,
    },
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return { status: response.status, json: await response.json() };
}
const asProgram = (body: object) => ask("v1/retrieve", body, { authorization: `Bearer ${secret}` });

// No question twice: an answer that came would be remembered.
let asked = 0;
const question = () => `rims ${++asked}`;
const alone = [{ code: "full text alone" }];

describe("a program's question, by production's configuration of vectors alone", () => {
  it.each(["reset", "500", "401", "quota", "nan", "hang"] as const)(
    "is answered by full text, which says so, where the provider answers with: %s",
    async (behaviour) => {
      misbehave(behaviour);
      const { status, json } = await asProgram({ query: question() });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        plan: "none",
        notes: alone,
        results: [{ chunkId: rims, scores: { similarity: null, fullText: expect.any(Number) } }],
      });
    },
  );

  it("is logged as answered by full text alone", async () => {
    misbehave("500");
    const { json } = await asProgram({ query: question() });
    await writeCalls(
      base.db,
      loggedCalls.map((call) => ({ ...call, calls: 1 })),
      0,
    );
    const { rows } = await sql`select status, plan, degraded from console.retrieval_log
      where id = ${json.retrievalId}`.execute(base.db);
    expect(rows).toEqual([{ status: 200, plan: "none", degraded: "full text alone" }]);
  });

  it("needs no provider where it brings its vector", async () => {
    misbehave("500");
    const vector = fakeVector("Frames are brazed by hand.");
    const { status, json } = await asProgram({ vector });
    expect(status).toBe(200);
    expect(json).toMatchObject({ plan: "exact", notes: [] });
  });

  it("goes by vectors again as soon as the provider answers", async () => {
    const query = question();
    misbehave("500");
    expect((await asProgram({ query })).json.notes).toMatchObject(alone);
    provider.script.length = 0;
    expect((await asProgram({ query })).json).toMatchObject({ plan: "exact", notes: [] });
  });
});

describe("the lab", () => {
  it.each(["vector", "hybrid"] as const)("answers a lane from %s by full text", async (source) => {
    misbehave("500");
    const configuration = { candidatesFrom: source, minCosine: 0.9 };
    const { json } = await ask("retrieval/query", { query: question(), configuration });
    expect(json).toMatchObject({ notes: alone, results: [{ chunkId: rims, cosine: null }] });
    const text = await ask("retrieval/model-text", { query: question(), configuration });
    expect(text.json).toMatchObject({ notes: alone, chunks: [{ chunkId: rims }] });
  });

  it("leaves the live assistant's lane without an answer, in words", async () => {
    misbehave("500");
    const configuration = { rules: "assistant" };
    const { status, json } = await ask("retrieval/query", { query: question(), configuration });
    expect(status).toBe(503);
    expect(json.error.message).toContain("full text cannot stand in");
  });

  it("keeps with a frozen lane that it was alone", async () => {
    misbehave("500");
    const lanes = [
      { name: "production", token: "production", settings: {} },
      { name: "assistant", token: "assistant", settings: { rules: "assistant" } },
    ];
    const { status, json } = await ask("retrieval/frozen", { query: question(), lanes });
    expect(status).toBe(201);
    provider.script.length = 0;
    const { GET } = await import("./retrieval/frozen/[id]/route.ts");
    const response = await GET(new Request("http://localhost/api/retrieval/frozen/x"), {
      params: Promise.resolve({ id: json.id }),
    });
    expect(await response.json()).toMatchObject({
      lanes: [
        { result: { notes: alone, results: [{ chunkId: rims }] } },
        { result: null, problem: expect.stringContaining("full text cannot stand in") },
      ],
    });
  });
});

describe("what compares answers takes none that full text gave alone", () => {
  it("comparing questions names the question's problem in both lanes", async () => {
    misbehave("500");
    const { json } = await ask("retrieval/compare", {
      questions: [{ text: question() }],
      lanes: [{}, { candidatesFrom: "hybrid" }],
    });
    expect(json.items[0].lanes).toMatchObject(
      [0, 1].map(() => ({ results: [], problem: expect.stringContaining("provider") })),
    );
  });

  it.each(["vector", "hybrid"] as const)(
    "why-not and index quality of a lane from %s are unavailable",
    async (candidatesFrom) => {
      misbehave("500");
      const body = { query: question(), configuration: { candidatesFrom } };
      const why = await ask("retrieval/why-not", { ...body, target: { chunkId: rims } });
      const quality = await ask("retrieval/index-quality", body);
      expect([why.status, quality.status]).toEqual([503, 503]);
    },
  );

  it("a preview names the queries that it could not check, and counts no change", async () => {
    for (const candidatesFrom of ["vector", "hybrid"])
      await sql`insert into console.saved_queries (name, text, filters, owner_id, owner_label)
        values (${candidatesFrom}, ${question()}, ${JSON.stringify({ candidatesFrom })}::jsonb, ${admin.id}, 'me')`.execute(
        base.db,
      );
    misbehave("500");
    const changes = { status: { set: "planned" } } as const;
    const effect = await predictQueries(
      base.db,
      { subject: "document", rows: [{ id: document, version: 1 }], changes },
      admin,
      new Date(),
    );
    expect(effect).toMatchObject({ checked: 0, changed: 0, results: [] });
    expect(effect.notChecked).toEqual([expect.stringMatching(/^2 queries: .*provider/)]);
  });
});
