import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { App } from "@supabase/lite";
import { createConnection } from "@supabase/lite/sqlite";

export type AuthServer = {
  url: string;
  publishableKey: string;
  close: () => Promise<void>;
};

type Keys = { jwtSecret: string; publishableKey: string; secretKey: string; port: number };

/** Supabase-compatible Auth on SQLite, on loopback; keys and port stay the same over restarts. */
export async function startAuthServer(dataDir: string): Promise<AuthServer> {
  const keys = readKeys(dataDir);
  const connection = await createConnection({ url: `file:${join(dataDir, "auth.sqlite")}` });
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
    },
  });
  await app.ensureSystemSchema();
  const server = createAdaptorServer({
    fetch: (request, env) =>
      app.fetch(request, {
        peerAddress:
          "incoming" in env ? ((env.incoming.socket.remoteAddress ?? null) as string | null) : null,
      }),
  });
  const port = await listen(server, keys.port);
  writeKeys(dataDir, { ...keys, port });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    publishableKey: keys.publishableKey,
    close: async () => {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await connection.close();
    },
  };
}

type Listener = ReturnType<typeof createAdaptorServer>;

/** Listens on the port of the last start, or on a free one where that is taken. */
function listen(server: Listener, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" && port !== 0) listen(server, 0).then(resolve, reject);
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function readKeys(dataDir: string): Keys {
  const file = join(dataDir, "auth-keys.json");
  // Written by us alone, in a folder of ours alone.
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Keys;
  const random = () => randomBytes(24).toString("hex");
  return {
    jwtSecret: random(),
    publishableKey: `sb_publishable_${random()}`,
    secretKey: `sb_secret_${random()}`,
    port: 0,
  };
}

function writeKeys(dataDir: string, keys: Keys): void {
  writeFileSync(join(dataDir, "auth-keys.json"), JSON.stringify(keys), { mode: 0o600 });
}
