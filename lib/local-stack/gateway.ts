import { randomInt } from "node:crypto";
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";
import { createFairLock } from "./fair-lock.ts";
import {
  createFramer,
  errorResponse,
  message,
  readyStatus,
  requestCode,
  simpleQuery,
  touchesSession,
  welcome,
} from "./wire.ts";

type GatewayOptions = {
  /** Path of the Unix socket to make. */
  socketPath: string;
  /** A session that sits in a transaction this long is ended: it blocks everybody else. */
  idleInTransactionMs?: number;
  /** Called when the database itself failed, not a statement. */
  onFatal?: (error: unknown) => void;
};

type Session = { socket: Socket; release: (() => void) | undefined };

const sync = message("S", Buffer.alloc(0));
// Behind each statement: the database would end where COPY waits for rows; any other statement ignores it.
const refuseCopy = message("f", Buffer.from("the local stack takes no COPY FROM STDIN\0"));
const destroyAfterMs = 500;

/**
 * Serves the Postgres protocol over one single-session PGlite. What a client sends up to Sync (or a simple
 * Query) runs as one unit under a fair lock, which the client keeps while it is in a transaction.
 */
export async function startGateway(db: PGlite, options: GatewayOptions) {
  const { socketPath, idleInTransactionMs = 60_000, onFatal } = options;
  const lock = createFairLock();
  const sessions = new Set<Session>();
  let touchedBy: Session | undefined;
  const version = await db.query<{ server_version: string }>("show server_version");
  const serverVersion = version.rows[0]?.server_version ?? "18.0";

  async function execute(bytes: Buffer): Promise<Buffer> {
    try {
      const reply = Buffer.from(await db.execProtocolRaw(bytes));
      if (readyStatus(reply)) return reply;
      return Buffer.concat([reply, Buffer.from(await db.execProtocolRaw(sync))]);
    } catch (error) {
      throw new DatabaseFailure(error);
    }
  }

  /** Runs one unit for a session; the lock stays with it while a transaction is open. */
  async function run(session: Session, unit: Buffer): Promise<void> {
    session.socket.setTimeout(0);
    session.release ??= await lock.acquire();
    if (session.socket.destroyed) return giveBack(session);
    if (touchedBy && touchedBy !== session) {
      await execute(simpleQuery("discard all"));
      touchedBy = undefined;
    }
    const reply = await execute(unit);
    if (touchesSession(reply)) touchedBy = session;
    const idle = readyStatus(reply) === "I";
    if (idle) letGo(session);
    session.socket.setTimeout(idle ? 0 : idleInTransactionMs);
    if (!session.socket.destroyed) session.socket.write(reply);
  }

  function letGo(session: Session): void {
    session.release?.();
    session.release = undefined;
  }

  /** Ends whatever the session left open, then lets the next one in. */
  async function giveBack(session: Session): Promise<void> {
    if (!session.release) return;
    try {
      await execute(simpleQuery("rollback"));
    } finally {
      letGo(session);
    }
  }

  /** One client's nonsense or its vanishing ends that client; only the database's own failure ends all. */
  function fail(session: Session, error: unknown): void {
    if (!(error instanceof DatabaseFailure)) {
      hangUp(session, "08P01", "protocol violation");
      return;
    }
    hangUp(session, "XX000", "the local database failed");
    letGo(session);
    onFatal?.(error.cause);
  }

  /** Says why and closes; a client that does not read or does not close its half is not waited for. */
  function hangUp({ socket }: Session, code: string, why: string): void {
    if (socket.writable) socket.write(errorResponse("FATAL", code, why));
    close(socket);
  }

  async function serve(session: Session): Promise<void> {
    const { socket } = session;
    const framer = createFramer();
    let started = false;
    let unit: Buffer[] = [];
    for await (const chunk of socket) {
      framer.push(chunk);
      for (let next = framer.next(); next; next = framer.next()) {
        if (!started) {
          const code = next.length >= 8 ? next.readInt32BE(4) : 0;
          if (code === requestCode.ssl || code === requestCode.gss) socket.write("N");
          else if (code >>> 16 !== 3) return void socket.end();
          else {
            started = true;
            framer.startupDone();
            socket.write(welcome(serverVersion, randomInt(2 ** 31)));
          }
          continue;
        }
        const type = String.fromCharCode(next.readUInt8(0));
        if (type === "X") return void socket.end();
        unit.push(next);
        if (type === "Q" || type === "E") unit.push(refuseCopy);
        if (type !== "S" && type !== "Q" && type !== "F") continue;
        const bytes = Buffer.concat(unit);
        unit = [];
        await run(session, bytes);
      }
    }
  }

  const server = createServer((socket) => {
    const session: Session = { socket, release: undefined };
    sessions.add(session);
    // Reading reports what matters; a failed last write must not end the stack.
    socket.on("error", () => {});
    socket.on("timeout", () => hangUp(session, "25P03", "the transaction sat idle for too long"));
    serve(session)
      .catch((error: unknown) => fail(session, error))
      .then(() => giveBack(session))
      .catch((error: unknown) => fail(session, error))
      .finally(() => {
        sessions.delete(session);
        close(socket);
      });
  });
  rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);

  return {
    /** Ends every session, then waits for the unit that is running. */
    async stop(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const session of sessions) session.socket.destroy();
      await closed;
      (await lock.acquire())();
      rmSync(socketPath, { force: true });
    },
  };
}

function close(socket: Socket): void {
  socket.destroySoon();
  setTimeout(() => socket.destroy(), destroyAfterMs).unref();
}

/** What the database itself threw: nothing in it can be trusted afterwards. */
class DatabaseFailure extends Error {
  constructor(cause: unknown) {
    super("the local database failed", { cause });
  }
}
