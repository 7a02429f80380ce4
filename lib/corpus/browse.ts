import { sql } from "kysely";
import { type Order, type PageRequest, placeKnown } from "#lib/db/keyset.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";

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

/** Throws invalid where nobody knows any more where a page begins: read from nowhere, it would look like the end. */
export async function requirePlace(tx: Tx, order: Order, page: PageRequest): Promise<void> {
  const known = placeKnown(order, page);
  if (!known) return;
  const { rows } = await sql<{ known: boolean }>`select ${known} as known`.execute(tx);
  if (!rows[0]?.known)
    throw new AppError(
      "invalid",
      "The row at which this page begins is gone, or has no such place any more. Start from the first page.",
      { fields: { after: "the place of a row that is gone" } },
    );
}
