import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jsonLines } from "./json-lines.ts";

let answer: () => Response;
const server = createServer(async (_, response) => {
  const lines = answer();
  response.writeHead(200, Object.fromEntries(lines.headers));
  const body = Readable.fromWeb(lines.body as Parameters<typeof Readable.fromWeb>[0]);
  response.once("close", () => body.destroy());
  body.on("error", () => undefined).pipe(response);
});
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

it("sends each part when it is there, whatever the others do", async () => {
  const slow = Promise.withResolvers<object>();
  answer = () => jsonLines([slow.promise, Promise.resolve({ text: "ä\n" })]);
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("text/x-ndjson");
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await lines?.read())?.value).toBe('{"text":"ä\\n"}\n');
  slow.resolve({ text: "later" });
  expect((await lines?.read())?.value).toBe('{"text":"later"}\n');
  expect((await lines?.read())?.done).toBe(true);
});

it("is not troubled by a reader who leaves before the rest is there", async () => {
  const slow = Promise.withResolvers<object>();
  const troubles: unknown[] = [];
  const note = (trouble: unknown) => troubles.push(trouble);
  process.on("unhandledRejection", note);
  const lines = jsonLines([Promise.resolve({ at: 0 }), slow.promise]);
  const reader = lines.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  slow.resolve({ at: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(troubles).toEqual([]);
});
