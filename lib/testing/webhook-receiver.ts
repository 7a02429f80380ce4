import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

type Answer = { status: number; location?: string };

export type WebhookReceiver = {
  url: string;
  /** Every request, in order. */
  got: { headers: IncomingHttpHeaders; body: string }[];
  /** The next answers; afterwards 204. */
  script: (Answer | "hang")[];
  close(): Promise<void>;
};

/** A real HTTP server that takes webhooks and misbehaves on command. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    receiver.got.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
    const answer = receiver.script.shift() ?? { status: 204 };
    if (answer === "hang") return;
    response.writeHead(answer.status, answer.location ? { location: answer.location } : {});
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    got: [],
    script: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
