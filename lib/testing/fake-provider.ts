import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How one answer goes wrong; `ok` answers well. */
export type Behaviour =
  | "ok"
  | "429"
  | "500"
  | "400"
  | "quota"
  | "hang"
  | "cut"
  | "too few"
  | "wrong size"
  | "nan"
  | "shuffled"
  | "same index";

export type FakeProvider = {
  baseUrl: string;
  /** The inputs of every request, in order. */
  requests: string[][];
  /** Behaviours of the next requests; afterwards all is well. */
  script: Behaviour[];
  /** Awaited before each answer. */
  beforeAnswer: () => Promise<void>;
  close(): Promise<void>;
};

const size = 3072;

/** An HTTP server that speaks OpenAI's embeddings API and misbehaves on command. */
export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: string[][] = [];
  const script: Behaviour[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const { input } = JSON.parse(body) as { input: string[] };
      requests.push(input);
      void provider.beforeAnswer().then(() => answer(response, input, script.shift() ?? "ok"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const provider: FakeProvider = {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    script,
    beforeAnswer: async () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

/** The vector that the fake gives a text: one 1 at a place that its length names. */
export function fakeVector(text: string): number[] {
  const vector: number[] = new Array(size).fill(0);
  vector[text.length % size] = 1;
  return vector;
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) body += String(part);
  return body;
}

function answer(response: ServerResponse, input: string[], behaviour: Behaviour): void {
  const data = input.map((text, index) => ({
    object: "embedding",
    index,
    embedding: fakeVector(text) as (number | null)[],
  }));
  const send = (status: number, value: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(value));
  const ok = () =>
    send(200, {
      object: "list",
      data,
      model: "fake",
      usage: { prompt_tokens: 7, total_tokens: 7 },
    });
  const fail = (status: number, code: string, headers = {}) =>
    send(status, { error: { message: code, type: code, code } }, headers);
  const first = data[0];
  if (behaviour === "hang") return;
  if (behaviour === "429") fail(429, "rate_limit_exceeded", { "retry-after": "3600" });
  else if (behaviour === "quota") fail(429, "insufficient_quota");
  else if (behaviour === "500") fail(500, "server_error");
  else if (behaviour === "400") fail(400, "invalid_request");
  else if (behaviour === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
    response.write('{"object":"list","data":[', () => response.destroy());
  } else {
    if (behaviour === "too few") data.pop();
    if (behaviour === "wrong size") first?.embedding.pop();
    if (behaviour === "nan" && first) first.embedding[0] = null;
    if (behaviour === "shuffled") data.reverse();
    if (behaviour === "same index") for (const one of data) one.index = 0;
    ok();
  }
}
