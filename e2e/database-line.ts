import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A line to a database that can be cut and joined again, as a network or a server that restarts would. */
export async function startLine(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const far = join(url.searchParams.get("host") ?? "", ".s.PGSQL.5432");
  const near = join(mkdtempSync(join(tmpdir(), "line-")), ".s.PGSQL.5432");
  const open = new Set<Socket>();
  let server: Server | undefined;
  const restore = () =>
    new Promise<void>((resolve) => {
      rmSync(near, { force: true });
      server = createServer((here) => couple(here, connect(far), open)).listen(near, resolve);
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server = undefined;
      for (const socket of open) socket.destroy();
    });
  await restore();
  url.searchParams.set("host", dirname(near));
  return { url: url.href, cut, restore };
}

function couple(here: Socket, there: Socket, open: Set<Socket>): void {
  const both = [here, there];
  for (const socket of both) {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      open.delete(socket);
      for (const one of both) one.destroy();
    });
  }
  here.pipe(there).pipe(here);
}
