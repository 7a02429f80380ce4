import { sql } from "kysely";
import type { Actor } from "#lib/auth/permissions.ts";
import type { Db } from "#lib/db/pool.ts";
import type { Tx } from "#lib/db/with-role.ts";
import { AppError } from "#lib/errors/app-error.ts";
import { plural } from "#lib/format/number.ts";
import { enqueueJob } from "#lib/jobs/enqueue-job.ts";
import { auditActor } from "../audit-actor.ts";
import { changeShadow } from "./change-state.ts";
import { listReaders } from "./list-readers.ts";
import { isComplete, readCoverage } from "./read-coverage.ts";

/**
 * Asks for a set's vectors to become the served ones; a worker does it in one transaction. Throws conflict where the
 * set is not complete or runs are in the way, invalid where a reader was not confirmed to switch with it.
 */
export function requestPromotion(
  db: Db,
  actor: Actor,
  setId: string,
  confirmed: readonly string[],
  requestId?: string,
): Promise<void> {
  const change = { action: "shadow.promote", from: ["resting"], to: "promoting" } as const;
  return changeShadow(
    db,
    actor,
    setId,
    change,
    async (tx) => {
      await assertConfirmed(tx, confirmed);
      await assertPromotable(tx, setId);
      const promotion = { by: auditActor(actor), readers: confirmed };
      await sql`update console.shadow_sets set state = 'promoting', error_message = null,
        promotion = ${JSON.stringify(promotion)}::jsonb where id = ${setId}`.execute(tx);
      await enqueueJob(tx, "shadow", { task: "promote", setId }, { singleton: `promote ${setId}` });
    },
    requestId,
  );
}

async function assertConfirmed(tx: Tx, confirmed: readonly string[]): Promise<void> {
  const open = (await listReaders(tx)).filter(({ key }) => !confirmed.includes(key));
  if (open.length === 0) return;
  const message = `Confirm first that these switch together with it: ${open.map(({ name }) => name).join(", ")}. Nothing was changed.`;
  throw new AppError("invalid", message, { fields: { readers: message } });
}

/** Throws conflict where vectors are missing, or a run could write some of the former model. */
export async function assertPromotable(tx: Tx, setId: string): Promise<void> {
  const coverage = await readCoverage(tx, setId);
  if (!isComplete(coverage))
    throw new AppError(
      "conflict",
      `${plural(coverage.wanted - coverage.covered, "chunk has", "chunks have")} no vector in this set. Nothing was changed: embed the rest first.`,
    );
  const { rows } = await sql<{ active: number }>`select count(*)::int as active from console.runs
    where state in ('planning', 'running', 'cancelling') and finished_at is null`.execute(tx);
  const active = rows[0]?.active ?? 0;
  if (active > 0)
    throw new AppError(
      "conflict",
      `${plural(active, "run is", "runs are")} being worked on. Nothing was changed: wait for the end, or cancel, then promote.`,
    );
}
