import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { LaneLine } from "#lib/retrieve/result-schemas.ts";
import { insertChunk, insertDocument, insertEmbedding } from "#lib/testing/base-rows.ts";
import { testDatabase } from "#lib/testing/database.ts";
import { loggedCalls } from "#lib/testing/logged-calls.ts";
import { person } from "#lib/testing/person.ts";
import { who } from "#lib/testing/who-asks.ts";
import { POST as askLanes } from "./lanes/route.ts";
import { POST as askOne } from "./query/route.ts";

vi.mock("#lib/auth/current-staff.ts", () => ({ currentStaff: async () => who.asks }));
// It waits for the answer to leave, which only a server sends.
vi.mock("#app/api/log-call.ts", () => ({
  logCall: (call: (typeof loggedCalls)[number]) => loggedCalls.push(call),
}));

const fulltext = { query: "frames", configuration: { candidatesFrom: "fulltext" } };
const viewer = person("viewer");
let base: Awaited<ReturnType<typeof testDatabase>>;

beforeAll(async () => {
  base = await testDatabase();
  const document = await insertDocument(base.db, { path: "frames.md" });
  for (const [at, text] of ["Frames are brazed.", "Frames of steel frames."].entries()) {
    const chunk = await insertChunk(base.db, document, { chunk_index: at, text });
    await insertEmbedding(base.db, chunk);
  }
});
afterAll(() => base?.close());
beforeEach(() => {
  loggedCalls.length = 0;
  who.asks = viewer;
});

async function ask(route: typeof askOne, body: object): Promise<Response> {
  const request = new Request("http://localhost/api/retrieval/lanes", {
    method: "POST",
    headers: { origin: "http://localhost", host: "localhost", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return route(request, { params: Promise.resolve({}) });
}

async function lanesOf(body: { lanes: object[] }): Promise<LaneLine[]> {
  const text = await (await ask(askLanes, body)).text();
  const lines = text.trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line)).toSorted((a, b) => a.lane - b.lane);
}

it("answers each lane by itself: what is refused in one leaves the others alone", async () => {
  const [found, unknown, long, cut, ...more] = await lanesOf({
    lanes: [
      fulltext,
      { query: "frames", configuration: { noSuchSetting: 1 } },
      { query: "x".repeat(100_000) },
      { query: "frames", configuration: { candidatesFrom: "fulltext", k: 1 } },
    ],
  });
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    lane: 0,
    answer: { results: [{ rankAfter: 1 }, { rankAfter: 2 }] },
  });
  expect(unknown).toMatchObject({ lane: 1, status: 422, error: { code: "invalid" } });
  expect(long).toMatchObject({
    lane: 2,
    status: 422,
    error: { message: expect.stringContaining("100,000 characters") },
  });
  expect(cut).toMatchObject({ lane: 3, answer: { results: [{ rankAfter: 1 }] } });
});

it("refuses a lane alone whose text cannot be stored, or that is nested without end", async () => {
  const deep = JSON.parse("[".repeat(40) + "]".repeat(40));
  const [found, nul, half, nested] = await lanesOf({
    lanes: [fulltext, { query: "a\u0000" }, { query: "\ud800" }, { ...fulltext, context: deep }],
  });
  expect(found).toMatchObject({ answer: { results: [{ rankAfter: 1 }, { rankAfter: 2 }] } });
  const message = expect.stringMatching(/cannot be stored/);
  for (const refused of [nul, half])
    expect(refused).toMatchObject({ status: 422, error: { message, fields: { query: message } } });
  expect(nested).toMatchObject({
    status: 422,
    error: { message: expect.stringMatching(/deeper/) },
  });
});

it("finds for a lane what the lane alone finds, and logs each under the id that it hands out", async () => {
  const alone = await (await ask(askOne, fulltext)).json();
  loggedCalls.length = 0;
  const lanes = await lanesOf({ lanes: [fulltext, fulltext] });
  const answers = lanes.map((line) => ("answer" in line ? line.answer : undefined));
  for (const answer of answers) expect(answer?.results).toEqual(alone.results);
  expect(alone.results).toHaveLength(2);
  const logged = loggedCalls.map(({ id, caller, status }) => ({ id, caller, status }));
  const caller = { origin: "lab", actorId: viewer.userId };
  expect(logged.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    answers
      .map((answer) => ({ id: answer?.retrievalId ?? "", caller, status: 200 }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
});

it.each([
  { lanes: [] },
  { lanes: Array(5).fill(fulltext) },
  { lanes: [fulltext], query: "frames" },
])("refuses no lane, a fifth one and what it does not know", async (body) => {
  const response = await ask(askLanes, body);
  expect(response.status).toBe(422);
  expect(loggedCalls).toEqual([]);
});
