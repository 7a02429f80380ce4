import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "#lib/local-stack/child.ts";
import { freePort } from "#lib/local-stack/ports.ts";
import { vectors } from "./scale-data.ts";

const [port, latencyMs] = process.argv.slice(2).map(Number);

/** A provider of embeddings in a process of its own, so that what it takes of the processor is known. */
export async function startSteadyProvider(ms: number) {
  const at = await freePort(4800);
  const file = "e2e/bench/steady-provider.ts";
  const child = startChild("provider", [file, String(at), String(ms)], { print: () => undefined });
  await child.ready;
  const stop = async () => {
    child.kill("SIGTERM");
    await child.ended;
  };
  return { baseUrl: `http://127.0.0.1:${at}/v1`, pid: child.pid, stop };
}

/** Answers every request after `latencyMs` with clustered vectors, one after the other. */
async function serve(port: number, latencyMs: number): Promise<void> {
  const drawn = vectors("clustered", 1, 0);
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { input } = JSON.parse(Buffer.concat(parts).toString()) as { input: string[] };
    const answered = wait(latencyMs);
    const data = input.map((_, index) => {
      const { buffer } = drawn.next();
      return { object: "embedding", index, embedding: Buffer.from(buffer).toString("base64") };
    });
    await answered;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ object: "list", data, model: "bench", usage: {} }));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  process.send?.("ready");
}

if (port !== undefined && latencyMs !== undefined && process.send) await serve(port, latencyMs);
