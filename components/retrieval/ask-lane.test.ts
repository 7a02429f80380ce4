import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "#components/api-client.ts";
import { askLane } from "./ask-lane.ts";

type Sent = {
  lanes: { query: string }[];
  signal: AbortSignal;
  refuse: (status: number, error: object) => void;
  write: (part: string | Uint8Array<ArrayBuffer>) => void;
  end: () => void;
  cut: () => void;
  /** Nobody reads its answer any more. */
  left: () => boolean;
};

let requests: Sent[] = [];

/** In the place of the network: the test writes each answer by hand, piece by piece. */
function heldFetch(path: string, { body, signal }: RequestInit): Promise<Response> {
  expect(path).toBe("/api/retrieval/lanes");
  if (!signal) throw new Error("it could not be given up");
  const { promise, resolve } = Promise.withResolvers<Response>();
  let lines: ReadableStreamDefaultController | undefined;
  let left = false;
  const stream = new ReadableStream({
    start: (controller) => {
      lines = controller;
    },
    cancel: () => {
      left = true;
    },
  });
  const response = new Response(stream);
  requests.push({
    ...JSON.parse(String(body)),
    signal,
    refuse: (status, error) => resolve(Response.json({ error }, { status })),
    write: (part) => {
      resolve(response);
      lines?.enqueue(typeof part === "string" ? new TextEncoder().encode(part) : part);
    },
    end: () => {
      resolve(response);
      lines?.close();
    },
    cut: () => lines?.error(new TypeError("network error")),
    left: () => left,
  });
  return promise;
}

beforeEach(() => {
  requests = [];
  vi.stubGlobal("fetch", heldFetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const never = new AbortController().signal;
const ask = (query: string, signal = never) => askLane({ query }, signal);
const line = (lane: number, query: string) =>
  `${JSON.stringify({ lane, answer: { results: [query] } })}\n`;

async function twoLanes() {
  const settled = Promise.allSettled([ask("a"), ask("b")]);
  await Promise.resolve();
  const [request] = requests;
  if (!request) throw new Error("nothing was asked");
  return { settled, request };
}

it("asks what is wanted in the same moment in one request, at most four lanes in it", async () => {
  const queries = ["a", "b", "c", "d", "e"];
  const answers = Promise.all(queries.map((query) => ask(query)));
  await Promise.resolve();
  expect(requests.map(({ lanes }) => lanes)).toEqual([
    ["a", "b", "c", "d"].map((query) => ({ query })),
    [{ query: "e" }],
  ]);
  for (const { lanes, write } of requests)
    for (const [at, { query }] of lanes.entries()) write(line(at, query));
  expect(await answers).toEqual(queries.map((query) => ({ results: [query] })));
});

it("gives each lane its answer when it comes, also one that comes in pieces", async () => {
  const [first, second] = [ask("a"), ask("b")];
  await Promise.resolve();
  const bytes = new TextEncoder().encode(line(1, "a") + line(0, "größer"));
  const inside = bytes.indexOf(0xc3) + 1;
  requests[0]?.write(bytes.slice(0, inside));
  expect(await second).toEqual({ results: ["a"] });
  requests[0]?.write(bytes.slice(inside));
  expect(await first).toEqual({ results: ["größer"] });
});

it("fails one lane and leaves the other alone", async () => {
  const { settled, request } = await twoLanes();
  const error = { code: "invalid", message: "No such field.", requestId: "r" };
  request.write(`${JSON.stringify({ lane: 0, status: 422, error })}\n${line(1, "b")}`);
  expect(await settled).toMatchObject([
    { reason: { status: 422, code: "invalid", requestId: "r" } },
    { value: { results: ["b"] } },
  ]);
});

it.each([
  ["ends", "end", /broke off/],
  ["is cut", "cut", /could not be reached/],
] as const)("tells the lane without an answer where it %s before", async (_, how, message) => {
  const { settled, request } = await twoLanes();
  request.write(line(0, "a"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  request[how]();
  const [first, second] = await settled;
  expect(first).toMatchObject({ value: { results: ["a"] } });
  expect(second).toMatchObject({ reason: { code: "unavailable" } });
  expect((second as PromiseRejectedResult).reason.message).toMatch(message);
});

it("tells all lanes of a refusal of the whole", async () => {
  const { settled, request } = await twoLanes();
  request.refuse(401, { code: "unauthenticated", message: "You are signed out." });
  for (const lane of await settled) {
    const { reason } = lane as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(ApiError);
    expect(reason).toMatchObject({ status: 401, code: "unauthenticated" });
  }
});

it("gives the request up when nobody waits for any of its lanes, and not before", async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const lanes = Promise.allSettled([ask("a", one.signal), ask("b", other.signal)]);
  await Promise.resolve();
  one.abort();
  expect(requests[0]?.signal.aborted).toBe(false);
  other.abort();
  expect(requests[0]?.signal.aborted).toBe(true);
  for (const lane of await lanes) expect(lane).toMatchObject({ reason: { name: "AbortError" } });
});

it("gives the request up when those that have no answer yet are not waited for", async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const [first, second] = [ask("a", one.signal), ask("b", other.signal)];
  const left = expect(second).rejects.toMatchObject({ name: "AbortError" });
  await Promise.resolve();
  requests[0]?.write(line(0, "a"));
  await first;
  expect(requests[0]?.signal.aborted).toBe(false);
  other.abort();
  expect(requests[0]?.signal.aborted).toBe(true);
  await left;
});

it("asks no lane that was given up in the moment in which it was wanted", async () => {
  const gone = new AbortController();
  const [left, stayed] = [ask("a", gone.signal), ask("b")];
  gone.abort();
  await expect(left).rejects.toMatchObject({ name: "AbortError" });
  expect(requests.map(({ lanes }) => lanes)).toEqual([[{ query: "b" }]]);
  requests[0]?.write(line(0, "b"));
  expect(await stayed).toEqual({ results: ["b"] });
});

it.each(["<html>\nSign in to the network\n", "null\n"])(
  "says of an answer that is not the console's that it cannot be read, and reads no further: %j",
  async (text) => {
    const { settled, request } = await twoLanes();
    request.write(line(0, "a") + text);
    const [first, second] = await settled;
    expect(first).toMatchObject({ value: { results: ["a"] } });
    expect(second).toMatchObject({ reason: { code: "unavailable" } });
    expect((second as PromiseRejectedResult).reason.message).toMatch(/could not be read/);
    await vi.waitFor(() => expect(request.left()).toBe(true));
  },
);
