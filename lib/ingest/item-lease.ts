import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";

/** What a program holds of a run's item: `fence` is higher each time somebody takes it. */
export type Lease = { itemId: string; fence: string };

/** Another program has this document now: nothing of ours may be written. */
export class LostLease extends Error {}

/** Rolls the transaction back, so that the document is read and planned again. */
export class ChangedMeanwhile extends Error {}

/**
 * The start of a write statement that does nothing unless the lease is still ours: `lease` has one row or
 * none, and holds the item to the end of the transaction.
 */
export function leaseQuery({ itemId, fence }: Lease) {
  return sql`with lease as materialized (select 1 from console.run_plan_items
    where id = ${itemId} and fence = ${fence} and state = 'working' for update)`;
}

/** Throws LostLease unless the item is still ours; holds it to the end of the transaction. */
export async function assertLease(tx: Tx, lease: Lease): Promise<void> {
  const { rows } = await sql`${leaseQuery(lease)} select 1 from lease`.execute(tx);
  if (rows.length === 0) throw new LostLease();
}
