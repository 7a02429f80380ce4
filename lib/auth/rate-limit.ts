import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

export type Limit = { bucket: string; most: number };

/** A name for a counter that does not tell whom it counts. */
export function bucketName(kind: string, who: string): string {
  return `${kind}:${createHash("sha256").update(who).digest("hex").slice(0, 32)}`;
}

/**
 * Counts one attempt in each bucket and throws 429 when one is over its limit within 15 minutes.
 * Counting comes before the attempt, so that parallel guesses cannot slip past the limit.
 */
export async function countAttempt(db: Db, limits: Limit[]): Promise<void> {
  const over = await withRole(db, "perazzi_console", async (tx) => {
    await sql`delete from console.rate_limits
      where window_start < now() - interval '1 day'`.execute(tx);
    const { rows } = await sql<{ bucket: string; hits: number }>`
      insert into console.rate_limits (bucket, window_start, hits)
      select b, ${thisWindow}, 1 from unnest(${limits.map((l) => l.bucket).sort()}::text[]) b
      on conflict (bucket, window_start) do update set hits = console.rate_limits.hits + 1
      returning bucket, hits`.execute(tx);
    return rows.some(({ bucket, hits }) =>
      limits.some((limit) => limit.bucket === bucket && hits > limit.most),
    );
  });
  if (over)
    throw new AppError("rate_limited", "Too many attempts. Wait 15 minutes, then try again.");
}

/** Takes a successful attempt out of the count, so that only failures add up. */
export async function forgiveAttempt(db: Db, buckets: string[]): Promise<void> {
  await withRole(db, "perazzi_console", (tx) =>
    sql`update console.rate_limits set hits = greatest(hits - 1, 0)
      where bucket = any(${buckets}::text[]) and window_start = ${thisWindow}`.execute(tx),
  );
}

const thisWindow = sql`date_bin(interval '15 minutes', now(), timestamptz '2000-01-01')`;
