import { sql } from "kysely";
import { recordAudit } from "#lib/audit/record.ts";
import { permit } from "#lib/auth/permissions.ts";
import type { Staff } from "#lib/auth/schemas.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Tx, withRole } from "#lib/db/with-role.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";

/** Asks for a measure of the corpus's index and returns its id; one that still waits or runs is returned instead. */
export async function requestMeasure(db: Db, staff: Staff, requestId?: string): Promise<string> {
  permit(staff, "queries.save");
  return withRole(db, "perazzi_console", async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('console index measure', 0))`.execute(
      tx,
    );
    const under = await sql<{ id: string; still: boolean }>`select id,
        coalesce(heartbeat_at, requested_at) < now() - interval '15 minutes' as still
      from console.index_measures where finished_at is null order by requested_at desc, id desc limit 1`.execute(
      tx,
    );
    const [waiting] = under.rows;
    // Its job may have been lost: a second one goes on where the first stopped.
    if (waiting?.still) await send(tx, waiting.id);
    if (waiting) return waiting.id;
    const { rows } = await sql<{ id: string }>`
      insert into console.index_measures (requested_by, requested_by_label)
      values (${staff.userId}, ${staff.email}) returning id`.execute(tx);
    const id = rows[0]?.id;
    if (!id) throw new Error("an insert with returning gives a row");
    await send(tx, id);
    await recordAudit(tx, {
      actor: staff,
      action: "index.measure",
      subjectType: "index measure",
      subjectId: id,
      changes: { state: { from: null, to: "waiting" } },
      requestId: requestId ?? null,
    });
    return id;
  });
}

function send(tx: Tx, measureId: string): Promise<string> {
  return enqueueJob(tx, "index-quality", { measureId }, { singleton: measureId });
}
