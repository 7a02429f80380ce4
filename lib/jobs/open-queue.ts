import { PgBoss } from "pg-boss";
import { logger } from "#lib/logger/logger.ts";
import { openQueueDatabase } from "./queue-database.ts";

export type Queue = {
  boss: PgBoss;
  /** Gives a claimed job back without counting the attempt; nobody takes it for so long. */
  release(job: JobClaim, seconds?: number): Promise<void>;
  /** Makes the present attempt of a claimed job its last: none is left. */
  makeLast(job: JobClaim): Promise<0>;
  /** Lets a claimed job have its attempts anew, because the present one achieved something. */
  extend(job: JobClaim): Promise<void>;
  /** How many further attempts a claimed job has. */
  attemptsLeft(job: JobClaim): Promise<number>;
  /** Those of these queues in which a job waits to be taken. */
  waiting(names: string[]): Promise<string[]>;
  /** Lets jobs of dead workers be taken at once: their waiting was the missing heartbeat. */
  hastenOrphans(): Promise<void>;
  close(): Promise<void>;
};

/** A taken job; `retryCount` is the fence: a later attempt has a higher one. */
export type JobClaim = { name: string; id: string; retryCount: number };
export type Job = { data: unknown };

/** Further attempts that a job has after one that achieved something; as its queue gives. */
const attemptsAfterProgress = 4;

/** Opens the queue; with `supervise`, jobs of dead workers are looked for each second. */
export async function openQueue(url: string, { supervise = false } = {}): Promise<Queue> {
  const db = openQueueDatabase(url);
  const boss = new PgBoss({
    db,
    schema: "pgboss",
    migrate: false,
    createSchema: false,
    schedule: false,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    supervise,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  boss.on("error", (error) => logger.warn({ err: error }, "queue upkeep failed"));
  try {
    await boss.start();
  } catch (error) {
    await db.close();
    throw error;
  }
  return {
    boss,
    async release({ name, id, retryCount }, seconds = 0) {
      await db.executeSql(
        `update pgboss.job set state = 'retry', started_on = null, heartbeat_on = null,
           start_after = now() + $4 * interval '1 second'
         where name = $1 and id = $2 and retry_count = $3 and state = 'active'`,
        [name, id, retryCount, seconds],
      );
    },
    async makeLast({ name, id, retryCount }) {
      await db.executeSql(
        `update pgboss.job set retry_limit = retry_count
         where name = $1 and id = $2 and retry_count = $3 and state = 'active'`,
        [name, id, retryCount],
      );
      return 0;
    },
    async extend({ name, id, retryCount }) {
      await db.executeSql(
        `update pgboss.job set retry_limit = retry_count + ${attemptsAfterProgress}
         where name = $1 and id = $2 and retry_count = $3 and state = 'active'
           and retry_limit < retry_count + ${attemptsAfterProgress}`,
        [name, id, retryCount],
      );
    },
    async attemptsLeft({ name, id, retryCount }) {
      const { rows } = await db.executeSql(
        `select greatest(retry_limit - $3, 0) as left from pgboss.job where name = $1 and id = $2`,
        [name, id, retryCount],
      );
      return Number(rows[0]?.left ?? 0);
    },
    async waiting(names) {
      const { rows } = await db.executeSql(
        `select distinct name from pgboss.job where name = any($1) and state < 'active'
           and start_after <= now() and not blocked`,
        [names],
      );
      return rows.map(({ name }) => String(name));
    },
    async hastenOrphans() {
      await db.executeSql(
        `update pgboss.job set start_after = now() where state = 'retry' and start_after > now()
         and output #>> '{value,message}' = 'job heartbeat timeout'`,
      );
    },
    async close() {
      await boss.stop({ graceful: false, close: false });
      await db.close();
    },
  };
}
