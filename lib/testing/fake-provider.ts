import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Behaviour, bodyFaults, dataFaults, statusFaults, type Vector } from "./faults.ts";

export type { Behaviour } from "./faults.ts";

export type FakeProvider = {
  baseUrl: string;
  /** The inputs of every request, in order. */
  requests: string[][];
  /** Every body as it came. */
  bodies: string[];
  /** Behaviours of the next requests; afterwards all is well. */
  script: Behaviour[];
  /** Texts that no request may hold (400), at any time. */
  poison: Set<string>;
  /** Requests under way now, and at most so far. */
  inFlight: { now: number; most: number };
  /** What a request is said to have cost. */
  tokensOf: (input: string[]) => number;
  /** Awaited before each answer. */
  beforeAnswer: () => Promise<void>;
  close(): Promise<void>;
};

const size = 3072;

/** An HTTP server that speaks OpenAI's embeddings API and misbehaves on command. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const provider: FakeProvider = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: [],
    bodies: [],
    script: [],
    poison: new Set(),
    inFlight: { now: 0, most: 0 },
    tokensOf: () => 7,
    beforeAnswer: async () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { inFlight } = provider;
    inFlight.now++;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    response.on("close", () => inFlight.now--);
    const body = await read(request);
    const { input } = JSON.parse(body) as { input: string[] };
    provider.bodies.push(body);
    provider.requests.push(input);
    const behaviour = provider.script.shift() ?? "ok";
    await provider.beforeAnswer();
    const spoilt = input.some((text) => provider.poison.has(text));
    answer(response, input, spoilt ? "400" : behaviour, provider.tokensOf(input));
  }
}

/** The vector that the fake gives a text: it points where no other text's points. */
export function fakeVector(text: string): number[] {
  const vector: number[] = new Array(size).fill(0);
  const hash = createHash("sha256").update(text).digest();
  for (let at = 0; at < 16; at += 2) vector[hash.readUInt16LE(at) % size] = 1;
  const norm = Math.sqrt(vector.filter((value) => value === 1).length);
  return Array.from(Float32Array.from(vector, (value) => value / norm));
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function answer(
  response: ServerResponse,
  input: string[],
  behaviour: Behaviour,
  tokens: number,
): void {
  if (behaviour === "hang") return;
  if (behaviour === "reset") return void response.destroy();
  if (behaviour in statusFaults) {
    const { status, code, headers, body }: (typeof statusFaults)["429"] & { body?: string } =
      statusFaults[behaviour as "429"];
    const error = { error: { message: code, type: code, code } };
    response.writeHead(status, {
      "content-type": body === undefined ? "application/json" : "text/html",
      ...headers,
    });
    return void response.end(body ?? JSON.stringify(error));
  }
  const data = input.map(
    (text, index): Vector => ({ object: "embedding", index, embedding: fakeVector(text) }),
  );
  const change = behaviour in dataFaults ? dataFaults[behaviour as "none"] : () => data;
  const good = JSON.stringify({
    object: "list",
    data: (change as (data: Vector[]) => unknown[])(data),
    model: "fake",
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
  const spoil = behaviour in bodyFaults ? bodyFaults[behaviour as "null"] : () => good;
  send(response, (spoil as (good: string) => string)(good), behaviour);
}

function send(response: ServerResponse, body: string, behaviour: Behaviour): void {
  response.writeHead(200, { "content-type": "application/json" });
  if (behaviour === "cut") return void response.write(body.slice(0, 100), () => response.destroy());
  if (behaviour !== "slow drip" && behaviour !== "endless body") return void response.end(body);
  const part = behaviour === "slow drip" ? " " : " ".repeat(64 * 1024);
  const drip = setInterval(() => response.write(part), behaviour === "slow drip" ? 50 : 1);
  response.on("close", () => clearInterval(drip));
}
