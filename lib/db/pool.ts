import { Kysely } from "kysely";
import pg from "pg";
import { env } from "#lib/env/env.ts";
import { StackAway } from "#lib/errors/app-error.ts";
import { readInstant } from "#lib/format/instant.ts";
import { logger } from "#lib/logger/logger.ts";
import { isLoopback } from "./loopback.ts";
import { OpeningDialect } from "./opening-dialect.ts";

/** A database handle. All statements are `sql` templates, so the schema type stays empty. */
// biome-ignore lint/complexity/noBannedTypes: Kysely wants an object type for "no tables declared".
export type Db = Kysely<{}>;

const pools = new Map<string, Db>();

/** The shared pool for writing; `read` picks DATABASE_READ_URL where it is given. */
export function database(purpose: "write" | "read" = "write"): Db {
  const url = purpose === "read" ? env().readUrl : env().databaseUrl;
  if (!url) throw new StackAway();
  const known = pools.get(url);
  if (known) return known;
  const made = openDatabase(url, 3);
  pools.set(url, made);
  return made;
}

/** A pool of its own, at most `max` connections. The caller destroys it. */
export function openDatabase(url: string, max: number): Db {
  const pool = new pg.Pool({
    ...connectionConfig(url),
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  surviveLostConnections(pool, "database connection lost");
  return new Kysely({ dialect: new OpeningDialect({ pool }) });
}

/** A client whose server went away must not end the process: neither an idle one nor one between two statements. */
export function surviveLostConnections(pool: pg.Pool, message: string): void {
  pool.on("error", (error) => logger.warn({ err: error }, message));
  pool.on("connect", (client) => client.on("error", () => undefined));
}

/** Connection settings for `pg`, TLS by PGSSL_MODE: `require` for a remote host, `disable` on loopback. */
export function connectionConfig(url: string): pg.ClientConfig {
  const mode = env().PGSSL_MODE ?? (isLoopback(url) ? "disable" : "require");
  const ssl = mode === "disable" ? false : { rejectUnauthorized: mode === "verify-full" };
  return { connectionString: url, ssl, types, application_name: "corpus-console" };
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    const parse = pg.types.getTypeParser(oid, format);
    return oid === pg.types.builtins.TIMESTAMPTZ && format !== "binary"
      ? (text: string) => readInstant(text, parse(text))
      : parse;
  },
};

/** Closes every shared pool. */
export async function closeDatabases(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((db) => db.destroy()));
}
