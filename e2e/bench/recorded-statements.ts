import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { Db } from "#lib/db/pool.ts";
import { processorOf } from "./server-processor.ts";

type Statement = { sql: string; parameters: readonly unknown[] };

/**
 * Runs a verb and then, by turns, the very statements that it sent, through the same driver in a transaction of
 * the same role: what the code around the SQL costs.
 */
export class RecordedStatements {
  private statements: Statement[] = [];
  private readonly pool: pg.Pool;
  readonly db: Db;

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 1 });
    this.db = new Kysely({
      dialect: new PostgresDialect({ pool: this.pool }),
      log: ({ query }) => {
        this.statements.push(query);
      },
    });
  }

  /** Processor time that the server's process took so far, without its parallel workers. */
  async processor(): Promise<number> {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(this.db);
    return processorOf(rows[0]?.pid ?? 0) ?? 0;
  }

  /** Milliseconds of the verb, and of its statements alone. */
  async time(verb: (db: Db) => Promise<unknown>, bareFirst: boolean) {
    this.statements = [];
    if (bareFirst) await verb(this.db);
    const bare = bareFirst ? await this.replay() : 0;
    this.statements = [];
    const start = performance.now();
    await verb(this.db);
    const ours = performance.now() - start;
    return { ours, bare: bareFirst ? bare : await this.replay() };
  }

  private async replay(): Promise<number> {
    const statements = this.statements.filter(({ sql }) => !/^(begin|commit|rollback)/i.test(sql));
    const client = await this.pool.connect();
    try {
      const start = performance.now();
      await client.query("begin");
      for (const { sql, parameters } of statements) await client.query(sql, [...parameters]);
      await client.query("commit");
      return performance.now() - start;
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  }

  close(): Promise<void> {
    return this.db.destroy();
  }
}
