import { sql } from "kysely";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";

/**
 * One transaction of a table's reads. A page's few hundred rows are looked up by their keys: priced as on a
 * spinning disk, the planner read the whole table for them (230 ms a page of 100,000 documents, 20 after). In 4 MB
 * it took facets for too many to hash and sorted them, one after the other.
 */
export function browse<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withRole(db, "perazzi_read", async (tx) => {
    await sql`select set_config('random_page_cost', '1.1', true), set_config('work_mem', '64MB', true)`.execute(
      tx,
    );
    return work(tx);
  });
}
