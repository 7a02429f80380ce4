import { createServer } from "node:net";

/** The first port from `wanted` on that nobody listens on, on loopback or elsewhere. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 200, 65_536); port++)
    if ((await canListen(port, "127.0.0.1")) && (await canListen(port, "::"))) return port;
  throw new Error(`no free port from ${wanted} on`);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 cannot have the port taken there.
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
