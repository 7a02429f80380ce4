import { sql } from "kysely";
import type { Tx } from "#lib/db/with-role.ts";
import type { StoredChangeSet } from "./change-set-row.ts";
import { followUp } from "./follow-up.ts";

/** Ends a set whose rows are all done: counts them, and queues what they made necessary. */
export async function finishChangeSet(tx: Tx, set: StoredChangeSet): Promise<"applied"> {
  await sql`update console.change_sets s set state = 'applied', applied_at = now(), touched_at = now(),
      rows_changed = n.changed, rows_same = n.same, rows_skipped = n.skipped
    from (select count(*) filter (where outcome = 'changed')::int as changed,
        count(*) filter (where outcome = 'same')::int as same, count(*) filter (where outcome = 'skipped')::int as skipped
      from console.change_set_rows where change_set_id = ${set.id}) n
    where s.id = ${set.id}`.execute(tx);
  if (set.subject === "chunk") return "applied";
  const { rows } = await sql<{ id: string; after: Record<string, unknown> }>`
    select r.subject_id as id, f.after from console.change_set_rows r cross join lateral (
      select jsonb_object_agg(k, r.after -> k) as after
      from unnest(array['embed_mode', 'pricing_sensitive', 'status']) k
      where r.after ? k and r.before -> k -> 'value' is distinct from r.after -> k) f
    where r.change_set_id = ${set.id} and r.outcome = 'changed' and f.after is not null`.execute(
    tx,
  );
  await followUp(tx, {
    staff: { userId: set.createdBy, email: set.createdByLabel },
    writes: rows,
    changeSetId: set.id,
  });
  return "applied";
}
